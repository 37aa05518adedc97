"""Read and write spreadsheets safely."""
