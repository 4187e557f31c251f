using System.Buffers;
using System.Text;
using System.Text.Json;
using ModelTracking.Records;
using ModelTracking.Runtime;
using TorchSharp;

namespace ModelTracking.Models;

/// <summary>
/// Stores a model with a run: <c>NAME/state_dict.dat</c> (what <c>module.load</c> reads) and <c>NAME/model.json</c> (flavour,
/// type, signature), and says that the run made a model. The one place that knows how a model lies in a run.
/// </summary>
internal static class ModelArtifact
{
    public const string WeightsFile = "state_dict.dat";
    public const string Flavour = "torchsharp";

    public static void Log(Run run, torch.nn.Module module, string name, ModelSignature signature, long? step)
    {
        using (var file = new TemporaryFile())
        {
            module.save(file.Path);
            run.LogArtifact(file.Path, new ArtifactOptions { Path = $"{name}/{WeightsFile}", Step = step, Kind = "model", MediaType = "application/x-torchsharp-state-dict" });
        }

        run.LogArtifact(Describe(module, name, signature), $"{name}/model.json", new ArtifactOptions { Step = step, Kind = "model-description", MediaType = "application/json" });
        run.Log(new ModelLogged(name, Flavour, name)
        {
            Inputs = Columns("input", signature.Inputs),
            Outputs = Columns("output", signature.Outputs),
            Step = step,
            Metadata = new Dictionary<string, string> { ["type"] = module.GetType().FullName ?? "", ["torchsharp_version"] = TorchRuntime.TorchSharpVersion, ["libtorch_version"] = TorchRuntime.LibTorchVersion },
        });
    }

    private static IReadOnlyList<ColumnSpec> Columns(string name, IReadOnlyList<TensorShape> shapes) =>
        [.. shapes.Select((s, i) => new ColumnSpec(i == 0 ? name : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{name}_{i}"), s.DataType) { Shape = s.Sizes })];

    private static ReadOnlyMemory<byte> Describe(torch.nn.Module module, string name, ModelSignature signature)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteString("flavour", Flavour);
            json.WriteString("type", module.GetType().FullName);
            json.WriteString("weights", WeightsFile);
            json.WriteNumber("parameters", module.parameters().Sum(p => p.numel()));
            json.WriteString("torchsharp", TorchRuntime.TorchSharpVersion);
            json.WriteString("libtorch", TorchRuntime.LibTorchVersion);
            json.WriteString("signature_source", signature.Source);
            json.WritePropertyName("signature");
            json.WriteRawValue(Encoding.UTF8.GetBytes(signature.ToJson()));
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }
}
