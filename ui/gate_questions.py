"""What the gate still asks: surplus pages, source files left on the disk, a document left open."""

from collections.abc import Sequence
from enum import Enum, auto
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QWidget

from ui.gate_words import say
from ui.question import Question

_SHOWN = 12


class SurplusDialog(Question):
    """More pages came than the declared part has; `other_piece` is False unless she says so."""

    def __init__(self, most: int, count: int, lang: str, parent: QWidget | None = None) -> None:
        super().__init__(say("surplus-title", lang), parent)
        self.other_piece = False
        self.tell(say("surplus-told", lang, most=most, count=count))
        self.offer(say("surplus-other", lang), Qt.Key.Key_F5, self._other)
        self.gap()
        self.offer(say("surplus-destroy", lang), Qt.Key.Key_F8, self.reject, "primary")
        self.close_up()

    def _other(self) -> None:
        self.other_piece = True
        self.accept()


class SourceDialog(Question):
    """Offers the files of an excluded document for deletion; `chosen` is what is to be deleted.

    Args:
        clear: Every file named bears what was excluded; else which one does is not known.
    """

    def __init__(
        self, paths: Sequence[Path], lang: str, parent: QWidget | None = None, *, clear: bool
    ) -> None:
        super().__init__(say("source-title", lang), parent)
        self.chosen: list[Path] = []
        self._boxes: list[tuple[QCheckBox, Path]] = []
        self.tell(say("source-told", lang))
        if not clear:
            self.tell(say("source-unclear", lang))
        for path in paths[:_SHOWN]:
            box = QCheckBox(str(path))
            box.setAccessibleName(str(path))
            box.toggled.connect(lambda _: self._allow())
            self.inside.addWidget(box)
            self._boxes.append((box, path))
        if len(paths) > _SHOWN:
            self.tell(f"… +{len(paths) - _SHOWN}", "quiet")
        self._delete = self.offer(say("source-delete", lang), Qt.Key.Key_F8, self._take)
        self._delete.setEnabled(False)
        self.gap()
        self.offer(say("source-leave", lang), Qt.Key.Key_Escape, self.reject, "primary")
        self.close_up()

    def _allow(self) -> None:
        self._delete.setEnabled(any(box.isChecked() for box, _ in self._boxes))

    def _take(self) -> None:
        self.chosen = [path for box, path in self._boxes if box.isChecked()]
        self.accept()


class Left(Enum):
    """What becomes of a long document that an earlier session did not end."""

    LATER = auto()
    SCAN_ON = auto()
    DESTROY = auto()


class LeftDialog(Question):
    """Asks about an unfinished long document; `answer` is `LATER` until she says otherwise."""

    def __init__(self, pages: int, lang: str, parent: QWidget | None = None) -> None:
        super().__init__(say("left-title", lang), parent)
        self.answer = Left.LATER
        self.tell(say("left-told", lang, pages=pages))
        self.offer(say("left-destroy", lang, pages=pages), Qt.Key.Key_F8, self._destroy)
        self.gap()
        self.offer(say("left-later", lang), Qt.Key.Key_Escape, self.reject)
        self.offer(say("left-on", lang), Qt.Key.Key_F5, self._scan_on, "primary")
        self.close_up()

    def _destroy(self) -> None:
        self.answer = Left.DESTROY
        self.accept()

    def _scan_on(self) -> None:
        self.answer = Left.SCAN_ON
        self.accept()
