"""What a person reads afterwards: pages, tables, exports."""
