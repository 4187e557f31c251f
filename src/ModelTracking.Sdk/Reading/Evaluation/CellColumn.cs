namespace ModelTracking.Reading.Evaluation;

/// <summary>One value of each run of a table. Thread-safe for reading.</summary>
internal abstract class CellColumn
{
    /// <summary>Number of distinct cells where rows share them by code; 0 where they do not.</summary>
    public virtual int Codes => 0;

    /// <summary>True where every row has the same cell.</summary>
    public virtual bool IsConstant => false;

    public abstract Cell Read(int row);

    /// <summary>The row's code, where <see cref="Codes"/> is not 0.</summary>
    public virtual int CodeOf(int row) => 0;

    /// <summary>The row's cell as a time, in microseconds.</summary>
    public virtual bool TryTime(int row, out double microseconds) => Read(row).TryTime(out microseconds);

    /// <summary>The row's cell as a number, which is the case asked for most.</summary>
    public virtual bool TryNumber(int row, out double number) => Read(row).TryNumber(out number);
}
