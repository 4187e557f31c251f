using System.Text.Json.Nodes;
using ModelTracking.Records;

namespace ModelTracking.MLflow.Replication;

/// <summary>
/// What can load a model, as an <c>MLmodel</c> file says it. MLflow itself loads ONNX models, by its flavors <c>onnx</c> and
/// <c>python_function</c>; of others it shows what is said.
/// </summary>
internal static class Flavors
{
    /// <summary>The flavors by name, each with its settings.</summary>
    /// <param name="model">The model.</param>
    /// <param name="files">Paths of its files within its folder.</param>
    public static JsonObject Of(ModelLogged model, string[] files)
    {
        var settings = new JsonObject(model.Metadata.Where(m => m.Key is not ("name" or "step")).OrderBy(m => m.Key, StringComparer.Ordinal).Prepend(new("name", model.Name))
            .Select(m => new KeyValuePair<string, JsonNode?>(m.Key, m.Value)));
        var flavors = new JsonObject { [model.Flavor] = settings };
        if (Array.FindAll(files, f => f.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase)) is [var data])
        {
            var onnx = flavors["onnx"] as JsonObject ?? new JsonObject();
            flavors["onnx"] = onnx;
            onnx["code"] = null;
            onnx["data"] = data;
            onnx["onnx_session_options"] = null;
            onnx["providers"] = new JsonArray("CUDAExecutionProvider", "CPUExecutionProvider");
            flavors["python_function"] = new JsonObject { ["data"] = data, ["loader_module"] = "mlflow.onnx" };
        }

        return flavors;
    }
}
