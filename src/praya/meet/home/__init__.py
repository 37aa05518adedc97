"""Lead everybody to their editions."""
