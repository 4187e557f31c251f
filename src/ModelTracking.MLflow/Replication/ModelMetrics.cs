using System.Net;
using ModelTracking.Records;
using ModelTracking.Replication;

namespace ModelTracking.MLflow.Replication;

/// <summary>
/// Links metrics of a run that has ended to its logged models, as MLflow 3 does by itself: to each model those of its step, to one that was
/// made at no step the last of each series without steps. A linked point is sent a second time with the model's identity. SQL stores keep it
/// once; file stores would keep it twice, so that nothing is linked there.
/// </summary>
internal sealed class ModelMetrics(MlflowClient client, MlflowRunInfo run, ReplicaRequest request)
{
    // With points that are there already, SQL stores fail where a request has more keys than they look up at once.
    private const int AtOnce = 100;

    public async Task LinkAsync(RunSummary ended, CancellationToken cancellationToken)
    {
        var wanted = new List<(string Uuid, List<MlflowMetric> Points)>();
        foreach (var model in ended.Models)
        {
            if (await PointsAsync(ended, model, cancellationToken).ConfigureAwait(false) is { Count: > 0 } points)
            {
                wanted.Add((MlModelFile.UuidOf(model, run.RunId), points));
            }
        }

        if (wanted.Count == 0 || !await IsDatabaseAsync(wanted[0].Points[0].Key, cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        var outputs = (await client.Runs.FindAsync(run.RunId, cancellationToken).ConfigureAwait(false))?.Outputs?.ModelOutputs ?? [];
        foreach (var output in outputs)
        {
            var model = await client.LoggedModels.FindAsync(output.ModelId, cancellationToken).ConfigureAwait(false);
            var uuid = model?.Info.Tags.FirstOrDefault(t => t.Key == LoggedModelReplica.ModelTag)?.Value;
            foreach (var (_, points) in wanted.Where(w => w.Uuid == uuid))
            {
                await SendAsync(model!, points, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<List<MlflowMetric>> PointsAsync(RunSummary ended, ModelLogged model, CancellationToken cancellationToken)
    {
        var found = new List<MlflowMetric>();
        foreach (var metric in ended.Metrics.Where(m => !m.MetricKey.IsSystem))
        {
            if (metric.LastStep == model.Step)
            {
                Add(metric, metric.Last, metric.LastTime);
            }
            else if (model.Step is { } step && metric.LastStep > step && await request.FindPoints(metric.MetricKey, new StepRange(step, step), cancellationToken).ConfigureAwait(false) is [.., var last])
            {
                Add(metric, last.Value, last.Time);
            }
        }

        return found;

        void Add(MetricSummary metric, double value, DateTimeOffset time)
        {
            // A NaN that is there already is an error to SQL stores.
            if (!double.IsNaN(value))
            {
                var data = DatasetOf(ended, metric.Context);
                found.Add(new MlflowMetric(Names.Of(metric.MetricKey, client.Connection.Profile.Limits.Key), value, Math.Max(0, time.ToUnixTimeMilliseconds()), model.Step ?? 0) { DatasetName = data?.Name, DatasetDigest = data?.Digest });
            }
        }
    }

    // The data set that the run used in the same role, where there is only one.
    private MlflowDataset? DatasetOf(RunSummary ended, MetricContext context) =>
        !context.IsNone && ended.Datasets.Where(d => d.Context == context.ToString()).DistinctBy(d => (d.Name, d.Digest)).ToArray() is [var one] ? DatasetInputs.Of(one, client.Connection.Profile.Limits).Dataset : null;

    private async Task SendAsync(MlflowLoggedModel model, List<MlflowMetric> points, CancellationToken cancellationToken)
    {
        var there = model.Data.Metrics.Select(m => (m.Key, m.Step, m.Timestamp)).ToHashSet();
        foreach (var part in points.Where(p => !there.Contains((p.Key, p.Step, p.Timestamp))).Chunk(AtOnce))
        {
            try
            {
                await client.Runs.LogBatchAsync(run.RunId, part.Select(p => p with { ModelId = model.Info.ModelId }), cancellationToken: cancellationToken).ConfigureAwait(false);
            }
            catch (MlflowException exception) when (exception.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.InternalServerError && exception.ErrorCode is not null)
            {
                // The points themselves are there. A run must not wait for ever for a link that a server does not take.
                return;
            }
        }
    }

    // Databases count experiments from 1, file stores make up 18 digits. Of the experiment 0, which both have, the history tells: that of files names the run.
    private async Task<bool> IsDatabaseAsync(string key, CancellationToken cancellationToken)
    {
        if (run.ExperimentId != "0")
        {
            return run.ExperimentId.Length < 10;
        }

        await foreach (var point in client.Runs.GetHistoryAsync(run.RunId, key, cancellationToken).ConfigureAwait(false))
        {
            return point.RunId is null;
        }

        return false;
    }
}
