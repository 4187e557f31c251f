using Microsoft.ML;
using ModelTracking.Diagnostics;

namespace ModelTracking;

/// <summary>Stores ML.NET models in the ONNX format. Like all logging, this never throws.</summary>
public static class MLNetOnnxExtensions
{
    /// <summary>
    /// Converts a model and stores it as <c>PATH/model.onnx</c> (kind <c>onnx</c>), with the tag <c>model.PATH.onnx</c>. A
    /// model that has no ONNX form is told in the run and leaves nothing behind.
    /// </summary>
    /// <param name="run">The run.</param>
    /// <param name="context">The context it was trained with; its random numbers stay where they are.</param>
    /// <param name="model">The model.</param>
    /// <param name="data">Data as the model takes it; only its schema matters.</param>
    /// <param name="path">Folder within the run, best that of the model's zip. Default: <c>model</c>.</param>
    public static void LogOnnxModel(this Run run, MLContext context, ITransformer model, IDataView data, string path = "model")
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(context);
        path = (path ?? "model").Trim('/', '\\');
        try
        {
            using var bytes = new MemoryStream();
            new MLContext(seed: 0).Model.ConvertToOnnx(model, data, bytes);
            run.LogArtifact(bytes.ToArray(), $"{path}/model.onnx", new ArtifactOptions { Kind = "onnx" });
            run.SetTag($"model.{path}.onnx", $"{path}/model.onnx");
        }
        catch (Exception exception) when (exception is not TrackingException)
        {
            run.Tell(new Trouble(TroubleKind.CaptureFailed, $"The model could not be converted to ONNX: {exception.Message}", "Some transforms and trainers have no ONNX form; log the zip with run.LogModel.", exception));
        }
    }
}
