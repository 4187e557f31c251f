using Spectre.Console;

namespace ModelTracking.Cli.Views;

/// <summary>One column of a table.</summary>
/// <param name="Header">Its heading.</param>
/// <param name="Cells">Its cells, one a row.</param>
internal sealed record TableColumn(string Header, IReadOnlyList<Cell> Cells)
{
    /// <summary>From this <see cref="Spare"/> on a column is shown only where no other must be cut for it uncomfortably.</summary>
    public const int Luxury = 4;

    private const int ComfortableWidth = 24;

    /// <summary>Numbers stand to the right. Default: false.</summary>
    public bool Right { get; init; }

    /// <summary>How gladly it is left out on a narrow terminal; 0 for never. Default: 0.</summary>
    public int Spare { get; init; }

    /// <summary>How far it may be cut before columns are left out; 0 for not at all. Default: 0.</summary>
    public int MinWidth { get; init; }

    /// <summary>The width to which it may be cut and still be read well.</summary>
    public int Comfortable => Math.Max(MinWidth, ComfortableWidth);

    /// <summary>The width that shows everything.</summary>
    public int Natural { get; } = Math.Max(Header.GetCellWidth(), Cells.Count == 0 ? 0 : Cells.Max(c => c.Text.GetCellWidth()));
}
