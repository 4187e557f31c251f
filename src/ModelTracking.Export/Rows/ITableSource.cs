namespace ModelTracking.Export.Rows;

/// <summary>Something that can be written as a table.</summary>
internal interface ITableSource
{
    /// <summary>The columns, once <see cref="PrepareAsync"/> has been called.</summary>
    IReadOnlyList<Column> Columns { get; }

    /// <summary>Finds out which columns there are, and what they hold.</summary>
    Task PrepareAsync(CancellationToken cancellationToken);

    /// <summary>The rows: a value, or null, for each column.</summary>
    IAsyncEnumerable<object?[]> RowsAsync(CancellationToken cancellationToken);
}
