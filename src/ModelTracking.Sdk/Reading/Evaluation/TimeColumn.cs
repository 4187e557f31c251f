namespace ModelTracking.Reading.Evaluation;

/// <summary>A time of every row, in microseconds.</summary>
internal sealed class TimeColumn(long[] times) : CellColumn
{
    public override Cell Read(int row) => Cell.Time(times[row]);

    public override bool TryTime(int row, out double microseconds)
    {
        microseconds = times[row];
        return true;
    }
}
