"""Take a part out of a ``.tflite`` network that nobody needs."""

from __future__ import annotations

import struct

# Where the file's schema has the fields that are needed here, by their numbers.
SUBGRAPHS = 2  # of the model
GRAPH_OUTPUTS, OPERATORS = 2, 3  # of a subgraph
INPUTS, OUTPUTS = 1, 2  # of an operator


def without_output(content: bytes, output: int, stand_in: int) -> bytes:
    """The network without the operators that only one ``output`` needs, by its number.

    ``stand_in``'s result takes its place, so that the number of outputs stays. Nothing else of
    the file changes: what the operators leave behind is not read any more.
    """
    model = bytearray(content)
    (graph,) = _tables(model, _field(model, _target(model, 0), SUBGRAPHS))
    results = _field(model, graph, GRAPH_OUTPUTS)
    struct.pack_into("<i", model, results + 4 + 4 * output, _numbers(model, results)[stand_in])
    needed, kept = set(_numbers(model, results)), []
    operators = _field(model, graph, OPERATORS)
    for operator in reversed(_tables(model, operators)):
        if needed.intersection(_numbers(model, _field(model, operator, OUTPUTS))):
            needed.update(_numbers(model, _field(model, operator, INPUTS)))
            kept.append(operator)
    struct.pack_into("<I", model, operators, len(kept))
    for place, operator in zip(range(operators + 4, len(model), 4), reversed(kept), strict=False):
        struct.pack_into("<I", model, place, operator - place)
    return bytes(model)


def operator_count(content: bytes) -> int:
    """How many operators a network of one graph runs."""
    model = bytearray(content)
    (graph,) = _tables(model, _field(model, _target(model, 0), SUBGRAPHS))
    return len(_tables(model, _field(model, graph, OPERATORS)))


# A FlatBuffers file consists of tables and vectors that name each other by their distance. A table
# begins with the distance back to the list of where its fields are; a vector, with its length.


def _target(model: bytearray, place: int) -> int:
    """What a distance at ``place`` leads to."""
    found: int = struct.unpack_from("<I", model, place)[0]
    return place + found


def _field(model: bytearray, table: int, number: int) -> int:
    """Where the vector in a field of a table begins."""
    fields = table - struct.unpack_from("<i", model, table)[0]
    return _target(model, table + struct.unpack_from("<H", model, fields + 4 + 2 * number)[0])


def _numbers(model: bytearray, vector: int) -> list[int]:
    count = struct.unpack_from("<I", model, vector)[0]
    return list(struct.unpack_from(f"<{count}i", model, vector + 4))


def _tables(model: bytearray, vector: int) -> list[int]:
    count = struct.unpack_from("<I", model, vector)[0]
    return [_target(model, vector + 4 + 4 * number) for number in range(count)]
