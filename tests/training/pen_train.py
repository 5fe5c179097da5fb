"""Trains the reader of handwritten numbers and days and exports it.

In an environment of its own (`pip install torch==2.13.0 numpy opencv-python-headless pillow onnx`),
with the fonts Tinos and FreeSerif installed and 8,000 digits of the public MNIST set:

    python -m tests.training.pen_train --digits handwritten-digits.npz --seconds 3000 \
        --out resources/networks/pen.onnx

One thread, about 5,000 steps of 32 strips. The network sees a strip (`core/pen_strip.py`) and
gives for each of its 88 columns the logits of 26 classes: 15 signs by hand, ten digits in print,
and the blank of CTC.
"""

import argparse
import time
from pathlib import Path
from random import Random
from typing import Any

import cv2
import numpy as np
import torch
import torch.nn.functional as layers
from numpy.typing import NDArray
from torch import nn

from clerk_app.core.pen_strip import HEIGHT, WIDTH
from tests.training.pen_glyphs import Digits
from tests.training.pen_strips import PRINTED, strip

CLASSES = PRINTED + 11
BLANK = CLASSES - 1
FIRST, FRESH, POOL = 6_000, 1_500, 40_000
"""Strips to begin with, new ones after every round, and the most that are kept."""

ROUND, BATCH, HELD = 250, 32, 400
NARROW = 104
_MOST = 6
_RATE = 2.5e-3


class Net(nn.Module):  # type: ignore[misc]
    """A line reader without recurrence; strips (count, 2, 48, 176) to logits (count, 26, 88)."""

    def __init__(self, deep: int = 112) -> None:
        super().__init__()
        self.see = nn.Sequential(
            *_block(2, 16, 5, 2),
            *_block(16, 32),
            nn.MaxPool2d((2, 1)),
            *_block(32, 56),
            nn.MaxPool2d((2, 1)),
            *_block(56, 96),
            nn.Conv2d(96, deep, (HEIGHT // 8, 1), bias=False),
            nn.BatchNorm2d(deep),
            nn.ReLU(inplace=True),
        )
        self.read = nn.Sequential(
            nn.Dropout(0.12),
            *_along(deep, 1),
            *_along(deep, 2),
            nn.Dropout(0.12),
            nn.Conv1d(deep, CLASSES, 1),
        )

    def forward(self, strips: Any) -> Any:
        return self.read(self.see(strips).squeeze(2))


def _block(before: int, after: int, size: int = 3, stride: int = 1) -> list[Any]:
    convolution = nn.Conv2d(before, after, size, stride, size // 2, bias=False)
    return [convolution, nn.BatchNorm2d(after), nn.ReLU(inplace=True)]


def _along(deep: int, dilation: int) -> list[Any]:
    convolution = nn.Conv1d(deep, deep, 5, padding=2 * dilation, dilation=dilation, bias=False)
    return [convolution, nn.BatchNorm1d(deep), nn.ReLU(inplace=True)]


def made(count: int, rng: Random, digits: Digits) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Make strips and their labels, padded with 255."""
    strips = np.zeros((count, 2, HEIGHT, WIDTH), np.uint8)
    labels = np.full((count, _MOST), 255, np.uint8)
    for index in range(count):
        strips[index], label, _ = strip(rng, digits)
        labels[index, : len(label)] = label[:_MOST]
    return strips, labels


def varied(strips: Any) -> Any:
    """Shift, scale, darken and grain a batch; some strips lose their colour."""
    count = strips.shape[0]
    strips = strips.clamp(0, 1) ** (torch.rand(count, 1, 1, 1) * 0.7 + 0.65)
    strips = strips + torch.randn_like(strips) * 0.04 * torch.rand(count, 1, 1, 1)
    strips[torch.rand(count) < 0.15, 1] = 0
    wide = torch.rand(count) * 0.26 + 0.87
    high = wide * (torch.rand(count) * 0.16 + 0.92)
    move = torch.zeros(count, 2, 3)
    move[:, 0, 0], move[:, 1, 1] = 1 / wide, 1 / high
    move[:, 0, 2] = 1 / wide - 1 + (torch.rand(count) * 2 - 1) * 10 / strips.shape[3]
    move[:, 1, 2] = (torch.rand(count) * 2 - 1) * 6 / HEIGHT
    grid = layers.affine_grid(move, strips.shape, align_corners=False)
    return layers.grid_sample(strips, grid, align_corners=False)


def greedy(logits: Any) -> list[list[int]]:
    """Read off the likeliest classes."""
    texts = []
    for row in logits.argmax(1).numpy():
        kept = row[np.insert(row[1:] != row[:-1], 0, True)]
        texts.append([int(sign) for sign in kept if sign != BLANK])
    return texts


class Training:
    """The network, its average over the last steps, and the strips it learns from."""

    def __init__(self, digits: Path, seconds: float, seed: int) -> None:
        torch.set_num_threads(1)
        cv2.setNumThreads(1)
        torch.manual_seed(seed)
        self.rng, self.train = Random(seed), Digits(digits)
        self.net = Net().to(memory_format=torch.channels_last)
        self.mean = Net()
        self.best = torch.optim.AdamW(self.net.parameters(), lr=_RATE, weight_decay=0.01)
        self.loss = nn.CTCLoss(blank=BLANK, zero_infinity=True)
        self.held = made(HELD, Random(seed + 1), Digits(digits, "held-out"))
        self.strips, self.labels = made(FIRST, self.rng, self.train)
        self.steps, self.lost = 0, 0.0
        self.rate, self.seconds, self.begin = _RATE, seconds, time.monotonic()

    @property
    def share(self) -> float:
        return (time.monotonic() - self.begin) / self.seconds

    def run(self, out: Path) -> None:
        """Learn until the time is over; the average is kept after every round."""
        self.net.train()
        while self.share < 1:
            for chosen in self._batches():
                self._step(chosen)
                if self.share >= 1:
                    break
            self._tell()
            torch.save(self.mean.state_dict(), out.with_suffix(".pt"))
            if self.share < 0.9:
                self._grow()

    def _batches(self) -> list[NDArray[np.int64]]:
        """Draw the batches of one round, narrow strips and wide ones apart: the first cost less."""
        chance = np.random.default_rng(self.steps)
        drawn = chance.permutation(len(self.strips))[: ROUND * BATCH]
        narrow = self.strips[drawn][:, 0, :, NARROW:].max(axis=(1, 2)) == 0
        parts = [
            part[: len(part) // BATCH * BATCH].reshape(-1, BATCH)
            for part in (drawn[narrow], drawn[~narrow])
        ]
        batches = [batch for part in parts for batch in part]
        chance.shuffle(batches)
        return batches

    def _grow(self) -> None:
        """Add fresh strips; beyond the most that are kept, they take the place of the oldest."""
        strips, labels = made(FRESH, self.rng, self.train)
        self.strips = np.concatenate([self.strips, strips])[-POOL:]
        self.labels = np.concatenate([self.labels, labels])[-POOL:]

    def _step(self, chosen: NDArray[np.int64]) -> None:
        rate = self.rate * min(1, (self.steps + 1) / 150) * (0.5 + 0.5 * np.cos(np.pi * self.share))
        for group in self.best.param_groups:
            group["lr"] = rate + 1e-5
        drawn = self.strips[chosen]
        if not drawn[:, 0, :, NARROW:].any():
            drawn = drawn[..., :NARROW]
        strips = varied(torch.from_numpy(drawn).float() / 255)
        with torch.autocast("cpu", torch.bfloat16):
            logits = self.net(strips.contiguous(memory_format=torch.channels_last))
        odds = layers.log_softmax(logits.float(), 1).permute(2, 0, 1)
        labels = self.labels[chosen]
        long = torch.from_numpy((labels != 255).sum(1))
        target = torch.from_numpy(labels[labels != 255].astype(np.int64))
        full = torch.full((len(chosen),), odds.shape[0], dtype=torch.long)
        loss = self.loss(odds, target, full, long)
        self.best.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self.net.parameters(), 5.0)
        self.best.step()
        self.steps += 1
        self.lost += 0.02 * (float(loss.detach()) - self.lost)
        self._average()

    def _average(self) -> None:
        """Follow the network with a mean of its last steps, short at first and longer later."""
        share = 1 / min(self.steps / 8 + 1, 400)
        with torch.no_grad():
            pairs = zip(
                self.mean.state_dict().values(), self.net.state_dict().values(), strict=True
            )
            for mean, now in pairs:
                if mean.is_floating_point():
                    mean.lerp_(now, share)

    def _tell(self) -> None:
        self.mean.eval()
        strips, labels = self.held
        with torch.no_grad():
            parts = [
                self.mean(torch.from_numpy(strips[i : i + 100]).float() / 255)
                for i in range(0, HELD, 100)
            ]
        truth = [[int(sign) for sign in row if sign != 255] for row in labels]
        right = [a == b for a, b in zip(greedy(torch.cat(parts)), truth, strict=True)]
        told = f"{self.share:.2f} steps {self.steps} loss {self.lost:.3f} strips {len(self.strips)}"
        print(f"{told} held-out {np.mean(right):.4f}", flush=True)


def export(net: Net, out: Path) -> None:
    """Write the network for onnxruntime; any number of strips at once."""
    net.eval()
    torch.onnx.export(
        net,
        (torch.zeros(5, 2, HEIGHT, WIDTH),),
        str(out),
        input_names=["strips"],
        output_names=["logits"],
        dynamic_axes={"strips": {0: "count"}, "logits": {0: "count"}},
        opset_version=17,
        dynamo=False,
    )


def main() -> None:
    """Train and export; with --seconds 0 only export what an earlier run kept."""
    parser = argparse.ArgumentParser(description="Trains the reader of handwriting.")
    parser.add_argument("--digits", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seconds", type=float, default=3000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--rate", type=float, default=_RATE)
    parser.add_argument("--resume", action="store_true", help="go on from what a run has kept")
    chosen = parser.parse_args()
    net = Net()
    if chosen.seconds:
        training = Training(chosen.digits, chosen.seconds, chosen.seed)
        training.rate = chosen.rate
        if chosen.resume:
            kept = torch.load(chosen.out.with_suffix(".pt"))
            training.net.load_state_dict(kept)
            training.mean.load_state_dict(kept)
        training.run(chosen.out)
    net.load_state_dict(torch.load(chosen.out.with_suffix(".pt")))
    export(net, chosen.out)


if __name__ == "__main__":
    main()
