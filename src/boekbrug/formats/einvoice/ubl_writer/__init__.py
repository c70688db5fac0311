"""Write a UBL 2.1 Invoice or CreditNote: Peppol BIS 3 as the legal document, UBL.BE for older packages.

One writer puts every field of the model in its place; `as_bis3` and `as_ubl_be` decide beforehand what a
document of their kind may carry. Element order as in the UBL 2.1 schemas. The same invoice always gives the
same bytes: nothing comes from a clock, a name of a machine or a hash order.
"""

from boekbrug.formats.einvoice.ubl_writer.document import write_bis3, write_ubl_be

__all__ = ["write_bis3", "write_ubl_be"]
