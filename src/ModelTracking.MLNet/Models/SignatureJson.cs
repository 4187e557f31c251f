using Microsoft.ML;
using ModelTracking.MLNet.Datasets;

namespace ModelTracking.MLNet.Models;

/// <summary>
/// The one place that says how a model stands in a run: its files under a path, <c>signature.json</c> beside them with
/// inputs and outputs, and tags <c>model.PATH.*</c>.
/// </summary>
internal static class SignatureJson
{
    public static void Write(Run run, ITransformer model, DataViewSchema input, string path, string flavor)
    {
        var output = model.GetOutputSchema(input);
        run.LogArtifact(Json.Object(json =>
        {
            json.WriteString("flavor", flavor);
            json.WriteString("microsoft_ml_version", typeof(MLContext).Assembly.GetName().Version?.ToString(3));
            SchemaJson.Write(json, "inputs", input);
            SchemaJson.Write(json, "outputs", output);
        }), $"{path}/signature.json", new ArtifactOptions { Kind = "model-signature" });
        run.SetTag($"model.{path}.flavor", flavor);
        run.SetTag($"model.{path}.signature", $"{path}/signature.json");
    }
}
