"""The two networks that look for secrecy marks, as they are trained."""

from typing import Any, Final

from torch import nn

PAGE_CLASSES: Final = 5
"""Nothing, secrecy, urgency, declassified, other stamps."""

CROP_CLASSES: Final = 9
"""As `clerk_app.core.mark_network.Peak.kinds` lists them."""


def layer(before: int, after: int, step: int = 1, spread: int = 1) -> nn.Sequential:
    """Give a 3 × 3 convolution with its normalisation."""
    return nn.Sequential(
        nn.Conv2d(before, after, 3, step, spread, spread, bias=False),
        nn.BatchNorm2d(after),
        nn.ReLU(inplace=True),
    )


class Residual(nn.Module):  # type: ignore[misc]
    """Adds what one wider look sees."""

    def __init__(self, wide: int, spread: int) -> None:
        super().__init__()
        self.more = layer(wide, wide, 1, spread)

    def forward(self, seen: Any) -> Any:
        return seen + self.more(seen)


class PageNetwork(nn.Module):  # type: ignore[misc]
    """Page at 100 dpi to a map of classes, one cell 8 pixels."""

    def __init__(self) -> None:
        super().__init__()
        self.body = nn.Sequential(
            layer(2, 16, 2), layer(16, 32, 2), layer(32, 48, 2),
            *(Residual(48, spread) for spread in (1, 2, 4, 2, 4, 1)),
            nn.Conv2d(48, PAGE_CLASSES, 1),
        )  # fmt: skip

    def forward(self, pages: Any) -> Any:
        return self.body(pages)


class CropNetwork(nn.Module):  # type: ignore[misc]
    """Crop at 150 dpi to its class."""

    def __init__(self) -> None:
        super().__init__()
        self.body = nn.Sequential(
            layer(2, 32, 2), layer(32, 48, 2), *(Residual(48, 1) for _ in range(2)),
            layer(48, 80, 2), *(Residual(80, spread) for spread in (1, 2, 1)),
            layer(80, 128, 2), *(Residual(128, 1) for _ in range(3)),
            nn.Conv2d(128, 64, (6, 3), padding=(0, 1)), nn.ReLU(), nn.Flatten(), nn.Dropout(0.2),
            nn.Linear(64 * 18, CROP_CLASSES),
        )  # fmt: skip

    def forward(self, crops: Any) -> Any:
        return self.body(crops)
