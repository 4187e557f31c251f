using ModelTracking.Cli.Views;
using Spectre.Console.Testing;

namespace ModelTracking.Cli.Tests.Views;

public sealed class FittedTableTests
{
    private static readonly IReadOnlyList<TableColumn> Columns =
    [
        new("id", ["1"]),
        new("name", [new string('n', 40)]) { MinWidth = 10 },
        new("size", ["12"]) { Right = true, Spare = 1 },
        new("extra", ["12345678"]) { Spare = TableColumn.Luxury },
    ];

    [Theory]
    [InlineData(200, "1   nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn    12  12345678")]
    [InlineData(50, "1   nnnnnnnnnnnnnnnnnnnnnnnnnnnnn…    12  12345678")]
    [InlineData(40, "1   nnnnnnnnnnnnnnnnnnnnnnnnnnnnn…    12")]
    [InlineData(22, "1   nnnnnnnnnnn…    12")]
    [InlineData(14, "1   nnnnnnnnn…")]
    public void A_narrow_table_loses_luxury_first_then_letters_then_columns(int width, string expected)
    {
        using var console = new TestConsole().Width(width);
        new FittedTable(Columns).Write(console);
        Assert.Equal(expected, console.Lines[1]);
    }
}
