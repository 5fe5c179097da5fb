"""Trains the two networks that look for secrecy marks, and writes them as ONNX.

In an environment with the project's packages, torch 2.13.0 (the build for processors) and onnx:

    python -m tests.training.marks_train --real FOLDER --minutes 60 --out resources/networks

Pieces of pages are made as they are needed; each is learnt from several times, with other light.
All along, the page network looks at whole unmarked pages, and what it points at is learnt again as
what it is: nothing.
"""

import argparse
import time
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from random import Random
from typing import Any, Final

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from clerk_app.core import mark_view
from tests.mail.ink import Image
from tests.training import marks_pages, marks_paper
from tests.training.marks_networks import CropNetwork, PageNetwork
from tests.training.marks_pages import Sample
from tests.training.marks_resume import resume
from tests.training.marks_wear import KINDS, wear_down

PAGE_BATCH: Final = 20
CROP_BATCH: Final = 44
FRESH: Final = 9
KEPT: Final = 9000
FIRST: Final = 600
RATE: Final = 2e-3
MINE_EVERY: Final = 16
HARD: Final = 1500


@dataclass
class Store:
    """Owns the pieces to learn from: the newest take the place of the oldest."""

    views: NDArray[np.uint8] = field(
        default_factory=lambda: np.zeros((KEPT, 256, 256, 2), np.uint8)
    )
    heats: NDArray[np.uint8] = field(default_factory=lambda: np.zeros((KEPT, 32, 32), np.uint8))
    crops: NDArray[np.uint8] = field(
        default_factory=lambda: np.zeros((2 * KEPT, 96, 288, 2), np.uint8)
    )
    kinds: NDArray[np.int64] = field(default_factory=lambda: np.zeros(2 * KEPT, np.int64))
    hard_views: NDArray[np.uint8] = field(
        default_factory=lambda: np.zeros((HARD, 256, 256, 2), np.uint8)
    )
    hard_crops: NDArray[np.uint8] = field(
        default_factory=lambda: np.zeros((HARD, 96, 288, 2), np.uint8)
    )
    pieces: int = 0
    cuts: int = 0
    hard: int = 0

    def add(self, made: Sample) -> None:
        """Keep a piece and its crops."""
        place = self.pieces % KEPT
        self.views[place], self.heats[place] = made.view, made.heat
        self.pieces += 1
        for crop, kind in zip(made.crops, made.kinds, strict=True):
            self.crops[self.cuts % (2 * KEPT)], self.kinds[self.cuts % (2 * KEPT)] = crop, kind
            self.cuts += 1

    def add_hard(self, view: NDArray[np.uint8], crop: NDArray[np.uint8]) -> None:
        """Keep what was taken for a stamp and is none."""
        self.hard_views[self.hard % HARD], self.hard_crops[self.hard % HARD] = view, crop
        self.hard += 1

    def pages(self, chance: np.random.Generator, count: int) -> tuple[Any, Any]:
        """Draw pieces and their maps, a sixth of them hard ones."""
        few = min(count // 6, self.hard)
        own = chance.integers(0, min(self.pieces, KEPT), count - few)
        views, heats = self.views[own], self.heats[own]
        if few:
            old = chance.integers(0, min(self.hard, HARD), few)
            views = np.concatenate([views, self.hard_views[old]])
            heats = np.concatenate([heats, np.zeros((few, 32, 32), np.uint8)])
        return torch.from_numpy(views), torch.from_numpy(heats.astype(np.int64))

    def cut(self, chance: np.random.Generator, count: int) -> tuple[Any, Any]:
        """Draw crops and their classes, a fifth of them hard ones."""
        few = min(count // 5, self.hard)
        own = chance.integers(0, min(self.cuts, 2 * KEPT), count - few)
        crops, kinds = self.crops[own], self.kinds[own]
        if few:
            old = chance.integers(0, min(self.hard, HARD), few)
            crops = np.concatenate([crops, self.hard_crops[old]])
            kinds = np.concatenate([kinds, np.zeros(few, np.int64)])
        return torch.from_numpy(crops), torch.from_numpy(kinds)


def lit(views: Any) -> Any:
    """Give views in other light: contrast, brightness, and ink more or less red, or grey."""
    views = views.permute(0, 3, 1, 2).float() / 255
    many = len(views)
    dark, red = views[:, :1], views[:, 1:]
    gain = 0.65 + 0.7 * torch.rand(many, 1, 1, 1)
    dark = (dark * gain + (torch.rand(many, 1, 1, 1) - 0.5) * 0.16).clamp(0, 1)
    red = red * torch.rand(many, 1, 1, 1) * 1.4 * (torch.rand(many, 1, 1, 1) > 0.2)
    return torch.cat([dark, red.clamp(0, 1)], 1).contiguous(memory_format=torch.channels_last)


class Learner:
    """Owns a network while it learns."""

    def __init__(self, network: nn.Module, weights: list[float], ignored: int = -100) -> None:
        self.network = network.to(memory_format=torch.channels_last)
        self.loss = nn.CrossEntropyLoss(
            torch.tensor(weights), ignore_index=ignored, label_smoothing=0.01
        )
        self.steps = torch.optim.AdamW(network.parameters(), RATE, weight_decay=1e-3)
        mean = torch.optim.swa_utils.get_ema_multi_avg_fn(0.995)
        self.mean = torch.optim.swa_utils.AveragedModel(
            network, multi_avg_fn=mean, use_buffers=True
        )
        self.lost: list[float] = []

    def learn(self, views: Any, truth: Any, rate: float) -> None:
        """Take one step."""
        for group in self.steps.param_groups:
            group["lr"] = rate
        self.network.train()
        with torch.autocast("cpu", dtype=torch.bfloat16):
            told = self.network(lit(views))
        loss = self.loss(told.float(), truth)
        self.steps.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self.network.parameters(), 2.0)
        self.steps.step()
        self.mean.update_parameters(self.network)
        self.lost.append(float(loss.detach()))

    def told(self, views: Any) -> NDArray[np.float32]:
        """Give what the settled network says, as shares."""
        self.mean.eval()
        with torch.no_grad():
            answer = self.mean(views.contiguous(memory_format=torch.channels_last))
        return np.asarray(torch.softmax(answer.float(), 1).numpy())


def mine(page: Learner, pool: list[Image], store: Store, rng: Random) -> int:
    """Look at a whole unmarked page and keep what is taken for a stamp there."""
    whole = rng.choice(pool)
    worn = wear_down(whole, rng.choice((*KINDS, "asis", "asis")), rng, marks_paper.POOL_DPI)
    share = rng.uniform(0.9, 1.1) if rng.random() < 0.6 else 1.0
    tall, wide = (round(each * share / 1.5 / 8) * 8 for each in worn.shape[:2])
    small = cv2.resize(worn, (wide, tall), interpolation=cv2.INTER_AREA)
    view = mark_view.channels(np.asarray(small, np.uint8))
    fine = mark_view.channels(worn)
    shares = page.told(torch.from_numpy(mark_view.batch([view])))[0]
    told = shares[1] + shares[3]
    found = 0
    for _ in range(4):
        row, column = np.unravel_index(int(told.argmax()), told.shape)
        if told[row, column] < 0.12:
            break
        told[max(0, row - 6) : row + 7, max(0, column - 12) : column + 13] = 0
        top = int(np.clip(row * 8 - 128 + rng.randint(-40, 40), 0, max(0, tall - 256)))
        left = int(np.clip(column * 8 - 128 + rng.randint(-40, 40), 0, max(0, wide - 256)))
        piece = view[top : top + 256, left : left + 256]
        if piece.shape[:2] != (256, 256):
            continue
        x = (column * 8 + 4) * worn.shape[1] / wide + rng.gauss(0, 10)
        y = (row * 8 + 4) * worn.shape[0] / tall + rng.gauss(0, 5)
        store.add_hard(piece, mark_view.crop(fine, x, y))
        found += 1
    return found


def save(page: Learner, crop: Learner, out: Path) -> None:
    """Write both settled networks as ONNX."""
    out.mkdir(parents=True, exist_ok=True)
    shapes = {"marks-page": (1, 2, 1168, 824), "marks-crop": (1, 2, 96, 288)}
    for name, learner in (("marks-page", page), ("marks-crop", crop)):
        network = learner.mean.module.eval()
        axes = {0: "count", 2: "height", 3: "width"} if name == "marks-page" else {0: "count"}
        torch.onnx.export(
            network, (torch.zeros(*shapes[name]),), str(out / f"{name}.onnx"), dynamo=False,
            input_names=["views"], output_names=["classes"], opset_version=17,
            dynamic_axes={"views": axes, "classes": axes},
        )  # fmt: skip


def train(args: argparse.Namespace) -> None:
    """Train for some minutes."""
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    rng, chance = Random(args.seed), np.random.default_rng(args.seed)
    held = set(args.held.split(","))
    real = [page for name, page in marks_paper.real_pages(args.real) if name not in held]
    letters = marks_paper.letter_pages(args.letters, 500_000 + args.seed * 1000)
    letters += marks_paper.talking_pages(args.letters // 2, args.seed * 1000)
    pool = real * max(1, len(letters) // max(1, len(real))) + letters
    store, seeds = Store(), count(args.seed * 10_000_000)
    for _ in range(FIRST):
        store.add(marks_pages.sample(pool, next(seeds), args.fonts))
    pages, crops = PageNetwork(), CropNetwork()
    if args.resume:
        views = [lit(store.pages(chance, 4 * PAGE_BATCH)[0]) for _ in range(4)]
        resume(pages, Path(args.resume) / "marks-page.onnx", views)
        views = [lit(store.cut(chance, 4 * CROP_BATCH)[0]) for _ in range(4)]
        resume(crops, Path(args.resume) / "marks-crop.onnx", views)
    page = Learner(pages, [1.0, 3.0, 2.0, 2.0, 1.5], marks_pages.IGNORED)
    crop = Learner(crops, [1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0])
    start, saved, step, mined = time.time(), time.time(), 0, 0
    while time.time() - start < args.minutes * 60:
        for _ in range(FRESH):
            store.add(marks_pages.sample(pool, next(seeds), args.fonts))
        gone = (time.time() - start) / (args.minutes * 60)
        rate = args.rate * min(1, step / 60 + 0.05) * (0.5 * (1 + np.cos(np.pi * gone)) + 0.01)
        page.learn(*store.pages(chance, PAGE_BATCH), rate)
        crop.learn(*store.cut(chance, CROP_BATCH), rate)
        step += 1
        if step > args.calm and step % MINE_EVERY == 0:
            mined += mine(page, pool, store, rng)
        if step % 50 == 0:
            losses = [round(float(np.mean(each.lost[-50:])), 4) for each in (page, crop)]
            print(step, round(time.time() - start), losses, store.pieces, mined, flush=True)
        if time.time() - saved > 240:
            save(page, crop, args.out)
            saved = time.time()
    save(page, crop, args.out)


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(description="Trains the mark networks.")
    parser.add_argument("--real", type=Path, required=True, help="folder of unmarked real pages")
    parser.add_argument("--held", default="", help="files of it to leave out, by name, commas")
    parser.add_argument("--fonts", default="", help="a folder of further fonts")
    parser.add_argument("--letters", type=int, default=100)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--rate", type=float, default=RATE)
    parser.add_argument("--calm", type=int, default=250, help="steps before mining begins")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--resume", default="", help="a folder with networks to go on from")
    parser.add_argument("--out", type=Path, required=True)
    train(parser.parse_args())


if __name__ == "__main__":
    main()
