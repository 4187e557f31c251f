using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using ModelTracking.TensorBoard.Protocol;

namespace ModelTracking.TensorBoard.Import;

/// <summary>What TensorBoard's hparams plugin stores beside a summary: the hyperparameters of a session and how it ended.</summary>
/// <param name="Values">Hyperparameters: numbers, texts, booleans.</param>
/// <param name="Failed">Whether the session says that it failed.</param>
internal sealed record HParams(IReadOnlyDictionary<string, object?> Values, bool Failed)
{
    public const string Plugin = "hparams";

    /// <exception cref="InvalidProtocolBufferException">The bytes are no such message.</exception>
    public static HParams Parse(ByteString content)
    {
        var data = HParamsData.Parser.ParseFrom(content);
        var values = new SortedDictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, value) in data.Start?.Hparams ?? [])
        {
            values[name] = Plain(value);
        }

        return new HParams(values, data.End?.Status == SessionStatus.Failure);
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
}
