"""Writes the event files beside it, byte by byte and with nothing but Python's own library: in the layout of PyTorch's
SummaryWriter (scalars, histogram, image, text, add_scalars, add_hparams) and in that of TensorFlow 2's tf.summary."""
import os, struct, zlib

def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ (0x82F63B78 if crc & 1 else 0)
    return crc ^ 0xFFFFFFFF

def masked(data):
    crc = crc32c(data)
    return (((crc >> 15) | (crc << 17)) + 0xA282EAD8) & 0xFFFFFFFF

def varint(n):
    n &= (1 << 64) - 1
    out = b""
    while n > 0x7F:
        out += bytes([n & 0x7F | 0x80]); n >>= 7
    return out + bytes([n])

def f_int(field, n): return varint(field << 3) + varint(n)
def f_bytes(field, b): return varint(field << 3 | 2) + varint(len(b)) + b
def f_str(field, s): return f_bytes(field, s.encode())
def f_double(field, x): return varint(field << 3 | 1) + struct.pack("<d", x)
def f_float(field, x): return varint(field << 3 | 5) + struct.pack("<f", x)
def packed_doubles(field, xs): return f_bytes(field, b"".join(struct.pack("<d", x) for x in xs))

def event(time, step=None, version=None, values=()):
    body = f_double(1, time)
    if step is not None: body += f_int(2, step)
    if version: body += f_str(3, version)
    if values: body += f_bytes(5, b"".join(f_bytes(1, v) for v in values))
    return body

def write(path, events):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as f:
        for e in events:
            head = struct.pack("<Q", len(e))
            f.write(head + struct.pack("<I", masked(head)) + e + struct.pack("<I", masked(e)))

def plugin(name, content=b""): return f_bytes(9, f_bytes(1, f_str(1, name) + f_bytes(2, content)))
def simple(tag, x): return f_str(1, tag) + f_float(2, x)
def shape(*dims): return b"".join(f_bytes(2, f_int(1, d)) for d in dims)
def tensor(dtype, dims, content=None, strings=()):
    body = f_int(1, dtype) + f_bytes(2, shape(*dims))
    if content is not None: body += f_bytes(4, content)
    return body + b"".join(f_bytes(8, s) for s in strings)

def png(width, height):
    def chunk(kind, data): return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rows = b"".join(b"\0" + bytes(range(y, y + width)) for y in range(height))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")

here = os.path.dirname(os.path.abspath(__file__))
T = 1700000000.25
FIRST = event(T, version="brain.Event:2")
START = "events.out.tfevents.1700000000.host.1.0"
histo = f_double(1, -1.0) + f_double(2, 3.0) + f_double(3, 4.0) + f_double(4, 4.0) + f_double(5, 14.0) + packed_doubles(6, [0.0, 2.0, 4.0]) + packed_doubles(7, [1.0, 2.0, 1.0])
image = f_int(1, 3) + f_int(2, 4) + f_int(3, 1) + f_bytes(4, png(4, 3))

# PyTorch
write(f"{here}/pytorch/{START}", [FIRST]
      + [event(T + i, i, values=[simple("Loss/train", 1.0 / (i + 1))]) for i in range(5)]
      + [event(T + 5, 4, values=[f_str(1, "weights") + f_bytes(5, histo)]),
         event(T + 6, 4, values=[f_str(1, "digit") + f_bytes(4, image)]),
         event(T + 7, 2, values=[f_str(1, "notes/text_summary") + f_bytes(8, tensor(7, [1], strings=["# good **morning**".encode()])) + plugin("text")])])
for name, offset in (("train", 0.0), ("val", 0.5)):
    write(f"{here}/pytorch/Acc_{name}/{START}", [FIRST] + [event(T + i, i, values=[simple("Acc", i / 4 + offset)]) for i in range(2)])

def value_number(x): return f_double(2, x)
def value_string(s): return f_str(3, s)
def value_bool(b): return varint(4 << 3) + varint(1 if b else 0)
def entry(key, value): return f_bytes(1, f_str(1, key) + f_bytes(2, value))
start = entry("lr", value_number(0.125)) + entry("layers", value_number(3.0)) + entry("optimizer", value_string("adam")) + entry("nesterov", value_bool(True))
hp = lambda tag, data: f_str(1, tag) + plugin("hparams", data)
write(f"{here}/pytorch/1700000009.5/{START}", [FIRST,
      event(T + 9, 0, values=[hp("_hparams_/experiment", f_bytes(2, b""))]),
      event(T + 9, 0, values=[hp("_hparams_/session_start_info", f_bytes(3, start))]),
      event(T + 9, 0, values=[hp("_hparams_/session_end_info", f_bytes(4, f_int(1, 1)))]),
      event(T + 9, 0, values=[simple("hparam/accuracy", 0.75)])])

# TensorFlow 2: everything is a tensor, and only the first value of a tag names its plugin.
rows = b"".join(struct.pack("<d", x) for x in (0, 1, 2, 1, 2, 3))
write(f"{here}/tensorflow/events.out.tfevents.1700000001.host.2.0.v2", [FIRST,
      event(T, 0, values=[f_str(1, "epoch_loss") + f_bytes(8, tensor(1, [], struct.pack("<f", 0.5))) + plugin("scalars")]),
      event(T + 1, 1, values=[f_str(1, "epoch_loss") + f_bytes(8, tensor(1, [], struct.pack("<f", 0.25)))]),
      event(T + 1, 1, values=[f_str(1, "kernel") + f_bytes(8, tensor(2, [2, 3], rows)) + plugin("histograms")]),
      event(T + 1, 1, values=[f_str(1, "sample") + f_bytes(8, tensor(7, [3], strings=[b"4", b"3", png(4, 3)])) + plugin("images")]),
      event(T + 1, 1, values=[f_str(1, "readme") + f_bytes(8, tensor(7, [], strings=[b"plain"])) + plugin("text")])])
