using ModelTracking.Reading.Evaluation;

namespace ModelTracking.Reading.Catalog;

/// <summary>A number for each row; one NaN among the many stands for none.</summary>
internal sealed class NumberColumn(double[] values) : CellColumn
{
    public const long MissingBits = 0x7FF8_4D49_5353_494E;

    public static readonly double Missing = BitConverter.Int64BitsToDouble(MissingBits);

    public int Bytes => values.Length * sizeof(double);

    public static bool IsMissing(double value) => BitConverter.DoubleToInt64Bits(value) == MissingBits;

    public override Cell Read(int row) => IsMissing(values[row]) ? default : Cell.Of(values[row]);

    public override bool TryNumber(int row, out double number)
    {
        number = values[row];
        return !IsMissing(number);
    }
}
