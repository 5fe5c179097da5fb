"""Takes the shipped networks up again: their weights as ONNX back into networks that learn.

What is shipped has its normalisation folded into the convolutions. Here it is parted again: each
layer's own mean and spread, measured on pieces of pages, stand in for what was folded away, so that
the network says the same as before and can go on learning.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import onnx
import torch
from onnx import numpy_helper
from torch import nn


def resume(network: nn.Module, shipped: Path, pieces: Sequence[Any]) -> None:
    """Give a network the weights of a shipped one.

    Args:
        network: Of the same shape.
        shipped: Its ONNX file.
        pieces: Batches of views as it sees them while it learns.
    """
    graph = onnx.load(str(shipped)).graph
    known = {each.name: numpy_helper.to_array(each) for each in graph.initializer}
    nodes = [node for node in graph.node if node.op_type in ("Conv", "Gemm")]
    layers = [each for each in network.modules() if isinstance(each, nn.Conv2d | nn.Linear)]
    biases: list[Any] = []
    for node, own in zip(nodes, layers, strict=True):
        own.weight.data.copy_(torch.from_numpy(known[node.input[1]].copy()))
        biases.append(torch.from_numpy(known[node.input[2]].copy()))
        if own.bias is not None:
            own.bias.data.copy_(biases[-1])
    norms = [each for each in network.modules() if isinstance(each, nn.BatchNorm2d)]
    folded = [bias for own, bias in zip(layers, biases, strict=True) if own.bias is None]
    for norm, bias in zip(norms, folded, strict=True):
        norm.running_mean.zero_()
        norm.running_var.fill_(1 - norm.eps)
        norm.weight.data.fill_(1)
        norm.bias.data.copy_(bias)
    _parted(network, norms, pieces)


def _parted(network: nn.Module, norms: list[nn.BatchNorm2d], pieces: Sequence[Any]) -> None:
    """Set every normalisation to what its layer gives, and undo it by its own weights."""
    inputs: list[list[Any]] = [[] for _ in norms]
    hooks = [
        norm.register_forward_pre_hook(lambda _, given, kept=kept: kept.append(given[0].detach()))
        for norm, kept in zip(norms, inputs, strict=True)
    ]
    network.eval()
    with torch.no_grad():
        for piece in pieces:
            network(piece)
    for hook in hooks:
        hook.remove()
    for norm, kept in zip(norms, inputs, strict=True):
        values = torch.cat([each.transpose(0, 1).flatten(1) for each in kept], 1)
        mean, spread = values.mean(1), values.var(1)
        norm.running_mean.copy_(mean)
        norm.running_var.copy_(spread)
        norm.weight.data.copy_((spread + norm.eps).sqrt())
        norm.bias.data += mean
