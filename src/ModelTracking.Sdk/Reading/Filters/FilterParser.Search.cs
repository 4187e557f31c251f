using System.Globalization;

namespace ModelTracking.Reading.Filters;

/// <summary>The part that reads whole queries.</summary>
internal sealed partial class FilterParser
{
    public RunSearch ParseSearch(IReadOnlyList<RunColumn> known)
    {
        foreach (var column in known)
        {
            _aliases[column.Name] = column.Value;
        }

        IReadOnlyList<RunColumn> columns = Accept("SELECT") ? Columns() : [];
        var hasWhere = Accept("WHERE");
        var hasFilter = hasWhere || !(Current.Kind == TokenKind.End || IsTail());
        var search = new RunSearch
        {
            Columns = columns,
            Filter = hasFilter ? Filter() : null,
            OrderBy = AcceptOrderBy() ? Orders() : [],
            Limit = Accept("LIMIT") ? Limit() : null,
        };
        ExpectEnd(search.OrderBy.Count > 0 ? "ASC, DESC, LIMIT or the end" : "AND, OR, ORDER BY, LIMIT or the end");
        return search;
    }

    public IReadOnlyList<RunColumn> ParseColumns()
    {
        var columns = Columns();
        ExpectEnd("',' or the end");
        return columns;
    }

    public IReadOnlyList<RunOrder> ParseOrders(IReadOnlyList<RunColumn> known)
    {
        foreach (var column in known)
        {
            _aliases[column.Name] = column.Value;
        }

        var orders = Orders();
        ExpectEnd("ASC, DESC, ',' or the end");
        return orders;
    }

    private bool IsTail() => (Current.IsWord("ORDER") && Following.IsWord("BY")) || (Current.IsWord("LIMIT") && Following.Kind == TokenKind.Number);

    private bool AcceptOrderBy()
    {
        if (!Current.IsWord("ORDER"))
        {
            return false;
        }

        _at++;
        return Accept("BY") ? true : throw Unexpected("BY", ["BY"]);
    }

    private List<RunColumn> Columns()
    {
        var columns = new List<RunColumn>();
        do
        {
            var value = Value(Sum());
            Check(value);
            var column = Accept("AS") ? new RunColumn(value, Alias()) : new RunColumn(value);
            _aliases[column.Name] = value;
            columns.Add(column);
        }
        while (AcceptSymbol(","));
        return columns;
    }

    private string Alias()
    {
        var token = Current;
        if (token.Kind is not (TokenKind.Word or TokenKind.Text) || token.Text.Length == 0)
        {
            throw Unexpected("a name for the column");
        }

        _at++;
        return token.Key is null ? token.Text : $"{token.Text}.{token.Key}";
    }

    private List<RunOrder> Orders()
    {
        var orders = new List<RunOrder>();
        do
        {
            var value = Value(Sum());
            Check(value);
            var isDescending = Accept("DESC");
            _ = isDescending || Accept("ASC");
            orders.Add(new RunOrder(value, isDescending));
        }
        while (AcceptSymbol(","));
        return orders;
    }

    private int Limit()
    {
        var token = Current;
        if (token.Kind == TokenKind.Number && int.TryParse(token.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit))
        {
            _at++;
            return limit;
        }

        throw Unexpected("the number of runs");
    }
}
