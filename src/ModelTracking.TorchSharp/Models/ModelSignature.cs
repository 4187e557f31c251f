using System.Buffers;
using System.Text.Json;
using TorchSharp;
using TorchSharp.Modules;

namespace ModelTracking.Models;

/// <summary>What a model takes and gives.</summary>
/// <param name="Inputs">Shapes of the inputs.</param>
/// <param name="Outputs">Shapes of the outputs.</param>
/// <param name="Source">Where it was learnt: <c>observed</c> from a batch or the example, <c>layers</c> from the first and last layer, <c>unknown</c>.</param>
internal sealed record ModelSignature(IReadOnlyList<TensorShape> Inputs, IReadOnlyList<TensorShape> Outputs, string Source)
{
    public static ModelSignature Of(ModelObserver? observer, torch.nn.Module module)
    {
        if (observer is { Input: { } input, Output: { } output })
        {
            return new ModelSignature([input], [output], "observed");
        }

        // A model that is only ever run by forward shows nothing; its outermost layers still tell the widths.
        var leaves = module.named_modules().Select(m => m.module).Append(module)
            .Where(m => m.named_parameters(recurse: false).Any())
            .ToArray();
        return leaves.Length > 0 && In(leaves[0]) is { } first && Out(leaves[^1]) is { } last
            ? new ModelSignature([first], [last], "layers")
            : new ModelSignature([], [], "unknown");
    }

    /// <summary>The form in which MLflow writes a signature of tensors.</summary>
    public string ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            Write(json, "inputs", Inputs);
            Write(json, "outputs", Outputs);
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, string name, IReadOnlyList<TensorShape> shapes)
    {
        json.WriteStartArray(name);
        foreach (var shape in shapes)
        {
            json.WriteStartObject();
            json.WriteString("type", "tensor");
            json.WriteStartObject("tensor-spec");
            json.WriteString("dtype", shape.DataType);
            json.WriteStartArray("shape");
            foreach (var size in shape.Sizes)
            {
                json.WriteNumberValue(size);
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static TensorShape? In(torch.nn.Module layer) => layer switch
    {
        Linear linear => new TensorShape(TypeOf(layer), [-1, linear.weight!.shape[1]]),
        Embedding => new TensorShape("int64", [-1, -1]),
        _ => Weight(layer) is { Length: >= 3 } shape ? new TensorShape(TypeOf(layer), [-1, shape[1], .. shape[2..].Select(_ => -1L)]) : null,
    };

    private static TensorShape? Out(torch.nn.Module layer) => layer switch
    {
        Linear linear => new TensorShape(TypeOf(layer), [-1, linear.weight!.shape[0]]),
        _ => Weight(layer) is { Length: >= 3 } shape ? new TensorShape(TypeOf(layer), [-1, shape[0], .. shape[2..].Select(_ => -1L)]) : null,
    };

    private static long[]? Weight(torch.nn.Module layer) =>
        layer.named_parameters(recurse: false).Where(p => p.name == "weight").Select(p => p.parameter.shape).FirstOrDefault();

    private static string TypeOf(torch.nn.Module layer) => TensorShape.NameOf(layer.parameters().First().dtype);
}
