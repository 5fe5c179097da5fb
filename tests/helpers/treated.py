"""Every column of the store: what destroying a document does to it, or why it holds nothing."""

TREATED = {
    # emptied, deleted or written anew by purge_table.destroy
    "document.entry_id", "document.sha256", "document.source_sha256", "document.vault_name",
    "document.key", "document.size", "document.pages", "document.kept_at",
    "entry.no_scan_reason", "entry.duplicate_base", "entry.status",
    "entry_version.fields", "entry_version.sha256", "entry_version.salt", "entry_version.reason",
    "outbox.state",
    "entry_search.text", "entry_search_content.c0", "entry_search_content.id",
    "entry_search_data.block", "entry_search_data.id", "entry_search_docsize.sz",
    "entry_search_docsize.id", "entry_search_idx.segid", "entry_search_idx.term",
    "entry_search_idx.pgno",
    # drafts of the same document go whole
    "draft.fields", "draft.confirmed", "draft.declaration", "draft.id", "draft.place",
    "draft.position", "draft.made_at",
    "draft_page.position", "draft_page.id", "draft_page.draft_id", "draft_page.place",
    "draft_page.vault_name", "draft_page.key", "draft_page.sha256", "draft_page.size",
    "draft_page.facts", "draft_page.text",
    # what left the store: its files are removed or told, its rows go
    "copy.position", "copy.kind", "copy.path", "copy.sha256", "copy.entry_id", "copy.book",
    "copy.year", "copy.first", "copy.last", "copy.by", "copy.made_at",
    # emptied when nothing is left to remove
    "tombstone.left_over",
}  # fmt: skip
WITHOUT_CONTENT = {
    "setting.name", "setting.value",  # the office's own names
    "series.book", "series.year", "series.kept", "series.start", "series.last",
    "journal.seq", "journal.at", "journal.by", "journal.act", "journal.facts",
    "journal.commitment", "journal.previous", "journal.hash",  # salted: nothing without the salt
    "entry.position", "entry.id", "entry.book", "entry.year", "entry.number",
    "entry.arrival_date", "entry.arrived_at", "entry.received_at",
    "entry_version.entry_id", "entry_version.version", "entry_version.by", "entry_version.at",
    "entry_version.journal_seq",
    "outbox.position", "outbox.id", "outbox.kind", "outbox.entry_id", "outbox.version",
    "outbox.after", "outbox.made_at",
    "entry_search_config.k", "entry_search_config.v",
    "tombstone.entry_id", "tombstone.at", "tombstone.by", "tombstone.second",
    "tombstone.reason", "tombstone.places",
    "person.position", "person.name", "person.full_name", "person.role", "person.salt",
    "person.password", "person.made_at", "person.locked_at", "person.wrong",
    "person.paused_until",
    "session.position", "session.user", "session.since", "session.until",
    "duty_done.duty", "duty_done.due", "duty_done.at", "duty_done.by",
    # a long document that is not complete: no entry yet, and its pages' keys are sealed
    "long_document.position", "long_document.id", "long_document.key",
    "long_document.declaration", "long_document.made_at", "long_document.stopped",
    "long_page.position", "long_page.long_id", "long_page.vault_name", "long_page.sealed",
    # random ids, to find pages in older backups by
    "entry_page.page_id", "entry_page.entry_id",
    "destroyed_page.page_id", "destroyed_page.since",
}  # fmt: skip
