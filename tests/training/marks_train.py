"""Trains a network that looks for secrecy marks, and writes it as ONNX.

In an environment with the project's packages, torch 2.13.0 (the build for processors) and onnx:

    python -m tests.training.marks_train crop --real FOLDER --minutes 60 --out resources/networks

One process makes pieces of pages without end (`marks_maker`); this one learns from the newest of
them, each several times, with other light.
"""

import argparse
import multiprocessing
import time
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from torch import nn

from clerk_app.core.mark_view import CROP
from tests.training import marks_maker, marks_pages
from tests.training.marks_networks import CROP_CLASSES, CropNetwork, PageNetwork
from tests.training.marks_resume import resume
from tests.training.marks_store import Rings

BATCH: Final = {"page": 20, "crop": 64}
FIRST: Final = {"page": 600, "crop": 3_000}
SHAPES: Final = {"page": (1, 2, 1168, 824), "crop": (1, 2, *CROP)}
PAGE_WEIGHTS: Final = (1.0, 3.0, 2.0, 2.0, 1.5)
RATE: Final = 2e-3
HARD_SHARE: Final = 5


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

    def __init__(self, network: nn.Module, weights: tuple[float, ...]) -> None:
        self.network = network.to(memory_format=torch.channels_last)
        self.loss = nn.CrossEntropyLoss(
            torch.tensor(weights), ignore_index=marks_pages.IGNORED, label_smoothing=0.01
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


def save(learner: Learner, name: str, out: Path) -> None:
    """Write the settled network as ONNX."""
    out.mkdir(parents=True, exist_ok=True)
    axes = {0: "count", 2: "height", 3: "width"} if name == "page" else {0: "count"}
    torch.onnx.export(
        learner.mean.module.eval(), (torch.zeros(*SHAPES[name]),), str(out / f"marks-{name}.onnx"),
        dynamo=False, input_names=["views"], output_names=["classes"], opset_version=17,
        dynamic_axes={"views": axes, "classes": axes},
    )  # fmt: skip


def begun(rings: Rings, args: argparse.Namespace, chance: np.random.Generator) -> Learner:
    """Give the network that is to learn, new or taken up again."""
    network = PageNetwork() if args.network == "page" else CropNetwork()
    if args.resume:
        drawn = (rings.made.draw(chance, 4 * BATCH[args.network])[0] for _ in range(4))
        views = [lit(torch.from_numpy(each)) for each in drawn]
        resume(network, Path(args.resume) / f"marks-{args.network}.onnx", views)
    return Learner(network, PAGE_WEIGHTS if args.network == "page" else (1.0,) * CROP_CLASSES)


def learn(rings: Rings, args: argparse.Namespace) -> None:
    """Learn for some minutes from what the other process makes."""
    torch.set_num_threads(1)
    chance = np.random.default_rng(args.seed)
    while rings.made.many < FIRST[args.network]:
        time.sleep(1)
    learner = begun(rings, args, chance)
    batch, start, saved, step = BATCH[args.network], time.time(), time.time(), 0
    while (gone := (time.time() - start) / (args.minutes * 60)) < 1:
        rate = args.rate * min(1, step / 100 + 0.05) * (0.5 * (1 + np.cos(np.pi * gone)) + 0.005)
        views, truth = rings.draw(chance, batch, batch // HARD_SHARE)
        learner.learn(torch.from_numpy(views), torch.from_numpy(truth), rate)
        step += 1
        if step % 100 == 0:
            lost = round(float(np.mean(learner.lost[-100:])), 4)
            many = rings.made.many, rings.hard.many
            print(step, round(time.time() - start), lost, *many, flush=True)
        if time.time() - saved > 300:
            save(learner, args.network, args.out)
            saved = time.time()
    save(learner, args.network, args.out)


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(description="Trains a network that looks for marks.")
    parser.add_argument("network", choices=("page", "crop"))
    parser.add_argument("--real", type=Path, required=True, help="folder of unmarked real pages")
    parser.add_argument("--held", default="", help="files of it to leave out, by name, commas")
    parser.add_argument("--fonts", default="", help="a folder of further fonts")
    parser.add_argument("--letters", type=int, default=300)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--rate", type=float, default=RATE)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--resume", default="", help="a folder with the network to go on from")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    rings = marks_maker.rings(args.network)
    context = multiprocessing.get_context("fork")
    maker = context.Process(target=marks_maker.make, args=(rings, args))
    maker.start()
    try:
        learn(rings, args)
    finally:
        maker.kill()


if __name__ == "__main__":
    main()
