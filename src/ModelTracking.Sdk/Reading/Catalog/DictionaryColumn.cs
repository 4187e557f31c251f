using System.Runtime.InteropServices;
using ModelTracking.Journal;
using ModelTracking.Reading.Evaluation;

namespace ModelTracking.Reading.Catalog;

/// <summary>Cells of which many rows share the same: each distinct one stands once, and rows name it by number; 0 is missing.</summary>
internal sealed class DictionaryColumn : CellColumn
{
    // Below this part of rows, row numbers take less room than codes for all.
    private const int DenseFraction = 4;
    private readonly Cell[] _cells;
    private readonly int[] _codes;

    private DictionaryColumn(Cell[] cells, int[] codes)
    {
        _cells = cells;
        _codes = codes;
    }

    /// <summary>About how much memory it takes.</summary>
    public int Bytes => (_cells.Length * 64) + (_codes.Length * sizeof(int));

    public override int Codes => _cells.Length;

    public override int CodeOf(int row) => _codes[row];

    public override Cell Read(int row) => _cells[_codes[row]];

    /// <summary>Writes cells as a column.</summary>
    /// <param name="target">Where to.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="cells">Rows that have a cell, ascending.</param>
    public static void Write(ByteBuffer target, int rows, IReadOnlyList<(int Row, Cell Cell)> cells)
    {
        var known = new Dictionary<(CellKind, long, string), int>();
        var codes = new int[cells.Count];
        var distinct = new List<Cell>();
        for (var i = 0; i < codes.Length; i++)
        {
            var cell = cells[i].Cell;
            var text = cell.Kind is CellKind.Text ? cell.ToText() : cell.Kind == CellKind.Many ? string.Join('\0', cell.Items) : cell.ExactDigits ?? "";
            var key = (cell.Kind, BitConverter.DoubleToInt64Bits(cell.Number), text);
            if (!known.TryGetValue(key, out codes[i]))
            {
                distinct.Add(cell);
                known[key] = codes[i] = distinct.Count;
            }
        }

        target.WriteVarint((ulong)distinct.Count);
        foreach (var cell in distinct)
        {
            WriteCell(target, cell);
        }

        var width = distinct.Count < 256 ? 1 : distinct.Count < 65536 ? 2 : 4;
        var isDense = codes.Length >= rows / DenseFraction;
        target.WriteByte((byte)width);
        target.WriteByte(isDense ? (byte)1 : (byte)0);
        target.WriteVarint((ulong)codes.Length);
        var next = 0;
        for (var i = 0; i < codes.Length; i++)
        {
            for (; isDense && next < cells[i].Row; next++)
            {
                WriteCode(target, 0, width);
            }

            if (!isDense)
            {
                target.WriteVarint((ulong)(cells[i].Row - next));
            }

            WriteCode(target, codes[i], width);
            next = cells[i].Row + 1;
        }
    }

    /// <exception cref="InvalidDataException">The bytes are no column.</exception>
    public static DictionaryColumn Read(ReadOnlySpan<byte> bytes, int rows)
    {
        var reader = new ByteReader(bytes);
        var cells = new Cell[reader.ReadCount(reader.Left) + 1];
        for (var i = 1; i < cells.Length; i++)
        {
            cells[i] = ReadCell(ref reader);
        }

        var width = reader.ReadByte();
        var isDense = reader.ReadByte() == 1;
        var present = reader.ReadCount(rows);
        var codes = new int[rows];
        if (isDense)
        {
            ReadDense(reader.Rest, width, codes);
            return Checked(cells, codes);
        }

        var next = 0;
        for (; present > 0; present--)
        {
            var row = next + reader.ReadCount(rows - 1 - next);
            codes[row] = ReadCode(ref reader, width);
            next = row + 1;
        }

        return Checked(cells, codes);
    }

    private static DictionaryColumn Checked(Cell[] cells, int[] codes)
    {
        foreach (var code in codes)
        {
            if ((uint)code >= (uint)cells.Length)
            {
                throw ByteReader.Bad("a cell is not there");
            }
        }

        return new DictionaryColumn(cells, codes);
    }

    // Rows after the last one that has a cell are left out.
    private static void ReadDense(ReadOnlySpan<byte> bytes, int width, int[] codes)
    {
        var count = Math.Min(codes.Length, bytes.Length / width);
        switch (width)
        {
            case 1:
                for (var i = 0; i < count; i++)
                {
                    codes[i] = bytes[i];
                }

                break;
            case 2:
                var shorts = MemoryMarshal.Cast<byte, ushort>(bytes);
                for (var i = 0; i < count; i++)
                {
                    codes[i] = shorts[i];
                }

                break;
            default:
                MemoryMarshal.Cast<byte, int>(bytes)[..count].CopyTo(codes);
                break;
        }
    }

    private static void WriteCode(ByteBuffer target, int code, int width)
    {
        var bytes = target.GetSpan(width);
        for (var i = 0; i < width; i++)
        {
            bytes[i] = (byte)(code >> (8 * i));
        }

        target.Advance(width);
    }

    private static int ReadCode(ref ByteReader reader, int width)
    {
        var bytes = reader.Take(width);
        var code = 0;
        for (var i = 0; i < width; i++)
        {
            code |= bytes[i] << (8 * i);
        }

        return code;
    }

    private static void WriteCell(ByteBuffer target, in Cell cell)
    {
        target.WriteByte((byte)(cell.ExactDigits is null ? (int)cell.Kind : 255));
        switch (cell.Kind)
        {
            case CellKind.Text:
                target.WriteText(cell.ToText());
                break;
            case CellKind.Many:
                target.WriteVarint((ulong)cell.Items.Count);
                foreach (var item in cell.Items)
                {
                    target.WriteText(item);
                }

                break;
            case CellKind.Number when cell.ExactDigits is { } digits:
                target.WriteText(digits);
                break;
            default:
                target.WriteInt64(BitConverter.DoubleToInt64Bits(cell.Number));
                break;
        }
    }

    private static Cell ReadCell(ref ByteReader reader)
    {
        var kind = reader.ReadByte();
        switch (kind)
        {
            case 255:
                return Cell.Of(long.Parse(reader.ReadText(), System.Globalization.CultureInfo.InvariantCulture));
            case (byte)CellKind.Text:
                return Cell.Of(reader.ReadText());
            case (byte)CellKind.Many:
                var items = new string[reader.ReadCount(reader.Left)];
                for (var i = 0; i < items.Length; i++)
                {
                    items[i] = reader.ReadText();
                }

                return Cell.Of(items);
        }

        var number = BitConverter.Int64BitsToDouble(reader.ReadInt64());
        return (CellKind)kind switch
        {
            CellKind.Missing => default,
            CellKind.Number => Cell.Of(number),
            CellKind.Boolean => Cell.Of(number != 0),
            CellKind.Time => Cell.Time(number),
            CellKind.Duration => Cell.Duration(number),
            _ => throw ByteReader.Bad("a cell is of no known kind"),
        };
    }
}
