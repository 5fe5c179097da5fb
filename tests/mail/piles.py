"""Piles: several letters scanned in one go, with the truth about their borders."""

from collections.abc import Iterable
from typing import Any

from tests.mail.letters import Letter, make_letter
from tests.mail.options import Options


def make_pile(seeds: Iterable[int], *, options: Options | None = None, **wanted: Any) -> Letter:
    """Scan several letters into one file.

    The truth is the first letter's, with every letter in `extra.documents` and pages counted
    through the pile.
    """
    letters = [make_letter(seed, options=options, **wanted) for seed in seeds]
    documents, start = [], 1
    for letter in letters:
        documents.append(_moved(letter.truth, start - 1))
        start += len(letter.images)
    images = [image for letter in letters for image in letter.images]
    first = documents[0]
    truth = {**first, "pages": len(images)}
    truth["extra"] = {
        **first["extra"],
        "other_documents_in_file": [
            {
                "pages": one["extra"]["document_page_range"],
                "what": f"{one['extra']['type_inferred']} {one['number']}/{one['notation']}",
            }
            for one in documents[1:]
        ],
        "starts": [one["extra"]["document_page_range"][0] for one in documents],
        "blank_pages": [page for one in documents for page in one["extra"]["blank_pages"]],
        "documents": documents,
    }
    return Letter(images, truth, letters[0].dpi)


def _moved(truth: dict[str, Any], by: int) -> dict[str, Any]:
    """The truth of a letter that starts `by` pages later."""
    extra = dict(truth["extra"])
    for name in ("signature_page", "recipients_page", "annex_page"):
        extra[name] = extra[name] + by if extra[name] else None
    extra["document_page_range"] = [page + by for page in extra["document_page_range"]]
    extra["blank_pages"] = [page + by for page in extra["blank_pages"]]
    extra["stamps"] = [{**one, "page": one["page"] + by} for one in extra["stamps"]]
    extra["boxes"] = {
        name: {**one, "page": one["page"] + by} for name, one in extra["boxes"].items()
    }
    return {**truth, "extra": extra}
