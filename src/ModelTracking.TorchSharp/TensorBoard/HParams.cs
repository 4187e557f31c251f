using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace ModelTracking.TensorBoard;

/// <summary>
/// What TensorBoard's hparams plugin stores beside a summary: the hyperparameters of a session and how it ended. TorchSharp
/// brings no classes for these messages, so their few fields are read by number.
/// </summary>
/// <param name="Values">Hyperparameters: numbers, texts, booleans.</param>
/// <param name="Failed">Whether the session says that it failed.</param>
internal sealed record HParams(IReadOnlyDictionary<string, object?> Values, bool Failed)
{
    public const string Plugin = "hparams";
    private const int SessionStart = 3;
    private const int SessionEnd = 4;
    private const int HParamsOfStart = 1;
    private const int StatusOfEnd = 1;
    private const int Failure = 2;

    /// <exception cref="InvalidProtocolBufferException">The bytes are no such message.</exception>
    public static HParams Parse(ByteString content)
    {
        var values = new SortedDictionary<string, object?>(StringComparer.Ordinal);
        var failed = false;
        Each(content.CreateCodedInput(), (field, input) =>
        {
            switch (field)
            {
                case SessionStart:
                    Each(input.ReadBytes().CreateCodedInput(), (inner, start) => inner == HParamsOfStart && AddEntry(values, start.ReadBytes()));
                    return true;
                case SessionEnd:
                    Each(input.ReadBytes().CreateCodedInput(), (inner, end) =>
                    {
                        var isStatus = inner == StatusOfEnd;
                        failed |= isStatus && end.ReadEnum() == Failure;
                        return isStatus;
                    });
                    return true;
                default:
                    return false;
            }
        });
        return new HParams(values, failed);
    }

    private static bool AddEntry(SortedDictionary<string, object?> values, ByteString entry)
    {
        var key = "";
        object? value = null;
        Each(entry.CreateCodedInput(), (field, input) =>
        {
            switch (field)
            {
                case 1:
                    key = input.ReadString();
                    return true;
                case 2:
                    value = Plain(Value.Parser.ParseFrom(input.ReadBytes()));
                    return true;
                default:
                    return false;
            }
        });
        values[key] = value;
        return true;
    }

    // A protobuf value knows only doubles: a whole one was a whole number to whoever wrote it.
    private static object? Plain(Value value) => value.KindCase switch
    {
        Value.KindOneofCase.NumberValue when value.NumberValue == Math.Floor(value.NumberValue) && Math.Abs(value.NumberValue) < 1L << 53 => (long)value.NumberValue,
        Value.KindOneofCase.NumberValue => value.NumberValue,
        Value.KindOneofCase.StringValue => value.StringValue,
        Value.KindOneofCase.BoolValue => value.BoolValue,
        Value.KindOneofCase.ListValue => value.ListValue.Values.Select(Plain).ToArray(),
        _ => null,
    };

    // A field that the reader leaves alone is skipped.
    private static void Each(CodedInputStream input, Func<int, CodedInputStream, bool> read)
    {
        uint tag;
        while ((tag = input.ReadTag()) != 0)
        {
            if (!read(WireFormat.GetTagFieldNumber(tag), input))
            {
                input.SkipLastField();
            }
        }
    }
}
