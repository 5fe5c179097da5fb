"""Writes scans as files: PNG and JPEG one page each, TIFF and PDF with every page."""

import json
import time
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image as PilImage

Picture = NDArray[np.uint8] | NDArray[np.bool_]

# A file's own date would make two equal scans differ.
_WRITTEN = time.struct_time((2024, 1, 2, 3, 4, 5, 1, 2, 0))


def to_pil(picture: Picture) -> PilImage.Image:
    return PilImage.fromarray(picture)


def save_pages(pictures: list[Picture], path: Path, dpi: int) -> list[Path]:
    """Write pages by the suffix of `path`; one-page formats number their further files."""
    suffix = path.suffix.lower()
    if suffix in (".tif", ".tiff"):
        return [_save_tiff(pictures, path, dpi)]
    if suffix == ".pdf":
        return [_save_pdf(pictures, path, dpi)]
    written = []
    for i, picture in enumerate(pictures):
        target = path if i == 0 else path.with_name(f"{path.stem}-{i + 1}{path.suffix}")
        _save_single(picture, target, dpi)
        written.append(target)
    return written


def _save_single(picture: Picture, path: Path, dpi: int) -> None:
    image = to_pil(picture)
    if path.suffix.lower() == ".png":
        image.save(path, dpi=(dpi, dpi), compress_level=1)
    elif path.suffix.lower() in (".jpg", ".jpeg"):
        # JPEG has no one-bit pictures.
        image = image.convert("L") if image.mode == "1" else image
        image.save(path, dpi=(dpi, dpi), quality=85)
    else:
        raise ValueError(f"unknown suffix: {path.suffix}")


def _save_tiff(pictures: list[Picture], path: Path, dpi: int) -> Path:
    images = [to_pil(picture) for picture in pictures]
    for image in images:
        image.encoderinfo = {}
    compression = "group4" if all(image.mode == "1" for image in images) else "tiff_lzw"
    if compression == "tiff_lzw":
        images = [image.convert("L") if image.mode == "1" else image for image in images]
    images[0].save(
        path, save_all=True, append_images=images[1:], dpi=(dpi, dpi), compression=compression
    )
    return path


def _save_pdf(pictures: list[Picture], path: Path, dpi: int) -> Path:
    images = [to_pil(picture) for picture in pictures]
    images[0].save(
        path,
        save_all=True,
        append_images=images[1:],
        resolution=float(dpi),
        creationDate=_WRITTEN,
        modDate=_WRITTEN,
    )
    return path


def save_truth(truth: dict[str, Any], path: Path) -> Path:
    target = path.with_suffix(".json")
    target.write_text(
        json.dumps({"file": path.name, **truth}, ensure_ascii=False, indent=2) + "\n",
        encoding="utf-8",
    )
    return target
