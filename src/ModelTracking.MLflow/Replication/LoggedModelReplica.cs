using System.Text;
using ModelTracking.Records;
using ModelTracking.Replication;

namespace ModelTracking.MLflow.Replication;

/// <summary>
/// A model of a run as a logged model of MLflow 3: made once (it is found again by the tag <see cref="ModelTag"/>), its files stored, said to be
/// ready, and linked to the run. Broken off anywhere, it goes on from there.
/// </summary>
internal sealed class LoggedModelReplica(MlflowClient client, MlflowRunInfo run)
{
    /// <summary>The tag that holds the model's own identity.</summary>
    public const string ModelTag = "modeltracking.model";

    private const int ParamsAtOnce = 100;

    public async Task BringAsync(ModelLogged model, MlModelFile file, IReadOnlyList<ArtifactUpload> files, IReadOnlyDictionary<string, string> parameters, CancellationToken cancellationToken)
    {
        var there = await FindAsync(file.Uuid, cancellationToken).ConfigureAwait(false)
            ?? await client.LoggedModels.CreateAsync(
                run.ExperimentId,
                NameOf(model.Name),
                run.RunId,
                parameters: parameters.Take(ParamsAtOnce),
                tags: [KeyValuePair.Create(ModelTag, file.Uuid), KeyValuePair.Create("modeltracking.flavor", model.Flavor)],
                cancellationToken: cancellationToken).ConfigureAwait(false);
        var id = there.Info.ModelId;
        if (!there.Info.IsReady)
        {
            foreach (var rest in parameters.Skip(ParamsAtOnce).Chunk(ParamsAtOnce))
            {
                await client.LoggedModels.LogParamsAsync(id, rest, cancellationToken).ConfigureAwait(false);
            }

            foreach (var upload in files)
            {
                await client.LoggedModels.UploadAsync(there, upload with { Path = upload.Path[(model.Path.Length + 1)..] }, cancellationToken).ConfigureAwait(false);
            }

            if (!files.Any(f => f.Path == $"{model.Path}/MLmodel"))
            {
                await client.LoggedModels.UploadAsync(there, InMemory.Upload("MLmodel", Encoding.UTF8.GetBytes(file.ToYaml(id)), "text/yaml"), cancellationToken).ConfigureAwait(false);
            }

            await client.LoggedModels.FinishAsync(id, cancellationToken: cancellationToken).ConfigureAwait(false);
        }

        var outputs = (await client.Runs.FindAsync(run.RunId, cancellationToken).ConfigureAwait(false))?.Outputs?.ModelOutputs ?? [];
        if (!outputs.Any(o => o.ModelId == id))
        {
            await client.Runs.LogOutputsAsync(run.RunId, [new MlflowModelOutput(id, model.Step ?? 0)], cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<MlflowLoggedModel?> FindAsync(string uuid, CancellationToken cancellationToken)
    {
        try
        {
            return await FindAsync(uuid, $"source_run_id = '{run.RunId}'", cancellationToken).ConfigureAwait(false);
        }
        catch (MlflowException exception) when (exception.StatusCode is System.Net.HttpStatusCode.BadRequest)
        {
            // Some servers do not understand their own filters here.
            return await FindAsync(uuid, null, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<MlflowLoggedModel?> FindAsync(string uuid, string? filter, CancellationToken cancellationToken)
    {
        await foreach (var found in client.LoggedModels.SearchAsync([run.ExperimentId], filter, cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            if (found.Info.Tags.Any(t => t.Key == ModelTag && t.Value == uuid))
            {
                return found;
            }
        }

        return null;
    }

    // MLflow takes no characters that mean something in an address of a model.
    private static string NameOf(string name) => new([.. name.Select(c => c is '/' or ':' or '.' or '%' or '"' or '\'' ? '_' : c)]);
}
