"""The console: the pages that people see in their browser, made of plain modules over the API."""
