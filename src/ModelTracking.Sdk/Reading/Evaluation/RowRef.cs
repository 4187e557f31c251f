namespace ModelTracking.Reading.Evaluation;

/// <summary>A row of one of several tables.</summary>
/// <param name="Table">Number of the table.</param>
/// <param name="Row">Number of the row in it.</param>
internal readonly record struct RowRef(int Table, int Row);
