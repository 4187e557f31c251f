using System.Text;
using ModelTracking.Records;

namespace ModelTracking.Reading.Evaluation;

/// <summary>The place in a query's order at which a page ended.</summary>
internal sealed record PageToken(Cell[] Place, long StartTime, string Id)
{
    private const byte Version = 1;

    public static PageToken After(QueryAnswer answer, RowRef row) =>
        new(answer.Order.Place(row), answer.Tables[row.Table].StartTime(row.Row), answer.Id(row).ToString());

    /// <exception cref="FormatException">The text is no token of a query with so many orders.</exception>
    public static PageToken Parse(string text, int orders)
    {
        try
        {
            using var reader = new BinaryReader(new MemoryStream(Convert.FromBase64String(text)), Encoding.UTF8);
            if (reader.ReadByte() != Version || reader.ReadByte() != orders)
            {
                throw new FormatException();
            }

            var place = new Cell[orders];
            for (var i = 0; i < orders; i++)
            {
                var kind = (CellKind)reader.ReadByte();
                place[i] = kind switch
                {
                    CellKind.Missing => default,
                    CellKind.Text or CellKind.Many => Cell.Of(reader.ReadString()),
                    CellKind.Boolean => Cell.Of(reader.ReadDouble() != 0),
                    _ => Cell.Of(reader.ReadDouble()),
                };
            }

            var start = reader.ReadInt64();
            return new PageToken(place, start, RunId.Parse(reader.ReadString()).ToString());
        }
        catch (Exception exception) when (exception is FormatException or IOException)
        {
            throw new FormatException("The page token is not one of this query's. Begin again with the first page.", exception);
        }
    }

    /// <summary>How many of an answer's rows stand at or before the place.</summary>
    public int CountBefore(QueryAnswer answer)
    {
        var (low, high) = (0, answer.Rows.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (answer.Order.Compare(answer.Rows[middle], Place, StartTime, Id) <= 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    public override string ToString()
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(Version);
            writer.Write((byte)Place.Length);
            foreach (var cell in Place)
            {
                writer.Write((byte)cell.Kind);
                if (cell.Kind is CellKind.Text or CellKind.Many)
                {
                    writer.Write(cell.ToText());
                }
                else if (!cell.IsMissing)
                {
                    writer.Write(cell.Number);
                }
            }

            writer.Write(StartTime);
            writer.Write(Id);
        }

        return Convert.ToBase64String(stream.ToArray());
    }
}
