namespace ModelTracking.Reading.Evaluation;

/// <summary>A condition bound to a table. Not thread-safe where it remembers; one per thread and table.</summary>
internal abstract class RowTest
{
    public abstract Truth Of(int row);
}
