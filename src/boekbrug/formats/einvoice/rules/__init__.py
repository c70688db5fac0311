"""The rules of e-invoices: EN 16931 first. How they are declared: docs/decisions/0026-own-rules.md."""
