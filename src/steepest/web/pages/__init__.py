"""One module a page: reads the address, asks the engine, fills a template."""
