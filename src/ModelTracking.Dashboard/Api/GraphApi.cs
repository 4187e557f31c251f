using Microsoft.AspNetCore.Http;
using ModelTracking.Dashboard.Access;
using ModelTracking.Dashboard.Artifacts;
using ModelTracking.Dashboard.Artifacts.Graphs;
using ModelTracking.Dashboard.Json;

namespace ModelTracking.Dashboard.Api;

/// <summary>Shows models that were logged as graphs: ONNX, and pipelines that ML.NET has saved.</summary>
internal static class GraphApi
{
    public static void Map(EndpointMap map, DashboardSource source) => map.Read("/api/runs/{id}/graph", async context =>
    {
        var artifact = await ArtifactApi.FindAsync(context, source);
        await using var bytes = await source.For(context).Runs.OpenArtifactAsync(Ask.Run(context), artifact.Path, context.RequestAborted);
        var graph = artifact.Path.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase)
            ? OnnxGraph.Read(bytes)
            : MLNetPipeline.Read(await WholeFile.ReadAsync(bytes, artifact, context.RequestAborted));
        await Answer.JsonAsync(context, graph, DashboardJson.Default.GraphDto);
    });
}
