using System.Text;
using ModelTracking.Dashboard.Api;

namespace ModelTracking.Dashboard.Artifacts;

/// <summary>Reads separated values (RFC 4180), row by row.</summary>
internal static class CsvRows
{
    private const int MaxField = 1 << 20;
    private const int MaxFields = 10_000;

    public static IEnumerable<IReadOnlyList<string>> Read(TextReader reader, char separator)
    {
        var row = new List<string>();
        var field = new StringBuilder();
        var (isQuoted, any) = (false, false);
        while (reader.Read() is >= 0 and var code)
        {
            var c = (char)code;
            any = true;
            if (isQuoted)
            {
                if (c != '"')
                {
                    field.Append(c);
                }
                else if (reader.Peek() == '"')
                {
                    field.Append((char)reader.Read());
                }
                else
                {
                    isQuoted = false;
                }
            }
            else if (c == '"' && field.Length == 0)
            {
                isQuoted = true;
            }
            else if (c == separator)
            {
                Take();
            }
            else if (c is '\n')
            {
                Take();
                yield return row;
                row = [];
                any = false;
            }
            else if (c is not '\r')
            {
                field.Append(c);
            }

            if (field.Length > MaxField || row.Count > MaxFields)
            {
                throw new ApiException(422, "no-table", "This is no table of separated values: a field or a row has no end.");
            }
        }

        if (any)
        {
            Take();
            yield return row;
        }

        void Take()
        {
            row.Add(field.ToString());
            field.Clear();
        }
    }
}
