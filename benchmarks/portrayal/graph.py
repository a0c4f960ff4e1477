"""The small encoder as an ONNX graph, written by hand for speed: int8 products, their inputs rounded token by token.

Dynamic quantisation, as libraries offer it, rounds all tokens of a sentence by one scale, and a few large values then
leave the others few steps. Here each token has a scale of its own, and weights have a bit more (rounding.py): a
probability is off by 0.005 on average, not 0.026. Where no value is much larger than the others, one scale is enough
and faster. Query, key and value are one product, and attention is one operation.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
from network import Encoder
from onnx import TensorProto, helper, numpy_helper
from rounding import rounded, table
from torch import nn

OURS = "com.microsoft"  # operations of onnxruntime's own
LOW = 0.17  # below -LOW no output of GELU lies
FEW = 16  # of the 255 steps of an input from GELU, those below zero; of any other, half


class Graph:
    """Nodes and weights as they come; every method returns the name of what its node gives."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []

    def weight(self, name: str, value: np.ndarray) -> str:
        """Add a constant."""
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(self, kind: str, inputs: list[str], name: str, domain: str = "", **how: object) -> str:
        """Add an operation."""
        self.nodes.append(helper.make_node(kind, inputs, [name], domain=domain, **how))
        return name

    def row(self, weights: np.ndarray, ids: str, name: str) -> str:
        """Look rows up in a table of int8."""
        values, steps = table(weights)
        found = self.node("Gather", [self.weight(f"{name}.weight", values), ids], f"{name}.found")
        step = self.node("Gather", [self.weight(f"{name}.step", steps), ids], f"{name}.of")
        return self.node("Mul", [self.node("Cast", [found], f"{name}.float", to=TensorProto.FLOAT), step], name)

    def product(self, given: str, layers: list[nn.Linear], name: str, after_gelu: bool = False) -> str:
        """Multiply what is given, rounded token by token, by the weights of layers side by side, without biases."""
        values, steps = rounded(np.concatenate([array(layer.weight) for layer in layers]))
        inputs = [self.weight(f"{name}.weight", values.T), self.weight(f"{name}.steps", steps)]
        side = "gelu" if after_gelu else "even"
        size = given if after_gelu else self.node("Abs", [given], f"{name}.size")
        most = self.node("ReduceMax", [size, "last"], f"{name}.largest", keepdims=1)
        if after_gelu:  # so that all that lies below zero has its place; what was normalised is never all zeros
            most = self.node("Max", [most, "least"], f"{name}.most")
        part = self.node("Div", [given, most], f"{name}.part")
        step, zero = f"{side}.step", f"{side}.zero"
        part = self.node("QuantizeLinear", [part, step, zero], f"{name}.rounded")
        found = self.node("MatMulIntegerToFloat", [part, inputs[0], step, inputs[1], zero], f"{name}.found", OURS)
        return self.node("Mul", [found, most], f"{name}.product")

    def plain(self, given: str, layers: list[nn.Linear], name: str) -> str:
        """Multiply what is given, rounded by one scale, by the weights of layers side by side, and add the biases."""
        values, steps = rounded(np.concatenate([array(layer.weight) for layer in layers]))
        inputs = [self.weight(f"{name}.weight", values.T), self.weight(f"{name}.steps", steps)]
        return self.node(
            "DynamicQuantizeMatMul", [given, *inputs, "", self.biases(layers, name)], f"{name}.found", OURS
        )

    def biases(self, layers: list[nn.Linear], name: str) -> str:
        """Add the biases of layers side by side as a constant."""
        return self.weight(f"{name}.bias", np.concatenate([array(layer.bias) for layer in layers]))

    def norm(self, given: str, norm: nn.LayerNorm, name: str) -> str:
        """Normalise."""
        own = [self.weight(f"{name}.{kind}", array(getattr(norm, kind))) for kind in ("weight", "bias")]
        return self.node("LayerNormalization", [given, *own], f"{name}.states", axis=-1, epsilon=norm.eps)

    def added(self, found: str, states: str, norm: nn.LayerNorm, name: str) -> str:
        """Return the states after a part of a layer: what it found and what came in, added and normalised."""
        return self.norm(self.node("Add", [found, states], f"{name}.sum"), norm, f"{name}.norm")

    def layer(self, states: str, layer: nn.Module, heads: int, name: str) -> str:
        """Return the states after a layer."""
        own = layer.attention.self
        three = [own.query, own.key, own.value]
        joint = self.product(states, three, f"{name}.joint")
        parts = [f"{name}.{part}" for part in ("query", "key", "value")]
        self.nodes.append(helper.make_node("Split", [joint], parts, axis=-1, num_outputs=3))
        inputs = [*parts, self.biases(three, f"{name}.joint")]
        seen = self.node("MultiHeadAttention", inputs, f"{name}.seen", OURS, num_heads=heads)
        output = layer.attention.output
        seen = self.plain(seen, [output.dense], f"{name}.own")
        states = self.added(seen, states, output.LayerNorm, f"{name}.own")
        widen, narrow = [layer.intermediate.dense], [layer.output.dense]
        wide = self.product(states, widen, f"{name}.wide")
        wide = self.node("BiasGelu", [wide, self.biases(widen, f"{name}.wide")], f"{name}.gelu", OURS)
        found = self.product(wide, narrow, f"{name}.narrow", after_gelu=True)
        found = self.node("Add", [found, self.biases(narrow, f"{name}.narrow")], f"{name}.biased")
        return self.added(found, states, layer.output.LayerNorm, f"{name}.narrow")


def array(weight: nn.Parameter) -> np.ndarray:
    """Return a parameter as numbers."""
    return weight.detach().float().numpy()


def write(encoder: Encoder, path: Path) -> None:
    """Write a BERT encoder with its keys and values: input_ids (1, tokens) in; states, keys and values out."""
    body, graph = encoder.body, Graph()
    for side, zero in (("even", 128), ("gelu", FEW)):
        graph.weight(f"{side}.zero", np.uint8(zero))
        graph.weight(f"{side}.step", np.float32(1 / (255 - zero)))
    graph.weight("least", np.float32(LOW * (255 - FEW) / FEW))
    for name, value in (("first", 0), ("one", 1), ("last", [-1])):
        graph.weight(name, np.array(value))
    count = graph.node("Gather", [graph.node("Shape", ["input_ids"], "shape"), "one"], "count")
    order = graph.node("Range", ["first", count, "one"], "order")
    parts = body.embeddings
    places = array(parts.position_embeddings.weight) + array(parts.token_type_embeddings.weight)[0]
    words = graph.row(array(parts.word_embeddings.weight), "input_ids", "words")
    both = graph.node("Add", [words, graph.row(places, order, "places")], "both")
    states = graph.norm(both, parts.LayerNorm, "start")
    for number, layer in enumerate(body.encoder.layer):
        states = graph.layer(states, layer, body.config.num_attention_heads, f"layer{number}")
    found = graph.plain(states, [encoder.keys, encoder.values], "lookup")
    names = [states, "keys", "values"]
    graph.nodes.append(helper.make_node("Split", [found], names[1:], axis=-1, num_outputs=2))
    made = helper.make_graph(
        graph.nodes,
        "encoder",
        [helper.make_tensor_value_info("input_ids", TensorProto.INT64, [1, "tokens"])],
        [helper.make_tensor_value_info(n, TensorProto.FLOAT, [1, "tokens", encoder.keys.out_features]) for n in names],
        graph.weights,
    )
    opsets = [helper.make_opsetid("", 18), helper.make_opsetid(OURS, 1)]
    onnx.save(helper.make_model(made, opset_imports=opsets, ir_version=9), path)
