using Microsoft.ML;
using ModelTracking.MLNet.Datasets;
using ModelTracking.Records;

namespace ModelTracking.MLNet.Models;

/// <summary>
/// The one place that says how a model stands in a run: its files under a path, <c>signature.json</c> beside them with
/// inputs and outputs, tags <c>model.PATH.*</c>, and the record by which the tool, the dashboard and MLflow know it as a model.
/// </summary>
internal static class SignatureJson
{
    public static void Write(Run run, ITransformer model, DataViewSchema input, string path, string flavor, string? inputExample)
    {
        var version = typeof(MLContext).Assembly.GetName().Version?.ToString(3);
        var output = model.GetOutputSchema(input);
        run.LogArtifact(Json.Object(json =>
        {
            json.WriteString("flavor", flavor);
            json.WriteString("microsoft_ml_version", version);
            SchemaJson.Write(json, "inputs", input);
            SchemaJson.Write(json, "outputs", output);
        }), $"{path}/signature.json", new ArtifactOptions { Kind = "model-signature" });
        run.SetTag($"model.{path}.flavor", flavor);
        run.SetTag($"model.{path}.signature", $"{path}/signature.json");
        run.Log(new ModelLogged(path, flavor, path)
        {
            Inputs = NeededColumns.Of(model, input),
            Outputs = SchemaColumns.Of(output),
            InputExample = inputExample,
            Metadata = version is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["microsoft_ml_version"] = version },
        });
    }
}
