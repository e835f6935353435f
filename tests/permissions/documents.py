"""Documents in PDF: whoever may see a record may have it on paper."""

from tests.permissions import everywhere

ROWS = (
    everywhere("pdf", "pdf T-1", about="*"),
    everywhere("histórico em pdf", "histórico em pdf T-1", about="*"),
    everywhere("certidão", "certidão OS-1/2026", about="*"),
    everywhere("pauta em pdf", "pauta em pdf"),
    everywhere("conferir", "conferir K7QM-2XRV-9PDW-H3TN"),
)
