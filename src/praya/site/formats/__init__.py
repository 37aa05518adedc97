"""Write numbers and dates as each language does, where that is not as Django has it: one package per language."""
