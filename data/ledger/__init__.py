"""The ledger (台账): every assignment in a workbook that an office can edit and hand back."""
