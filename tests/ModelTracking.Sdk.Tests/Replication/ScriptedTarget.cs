using System.Collections.Concurrent;
using ModelTracking.Records;
using ModelTracking.Replication;

namespace ModelTracking.Tests.Replication;

/// <summary>A place to replicate to that keeps everything in memory, as a file store does: a point sent twice is there twice. Goes wrong by script.</summary>
internal sealed class ScriptedTarget : IReplicationTarget
{
    private readonly Lock _gate = new();
    private readonly Queue<Exception?> _script = new();

    public string Name { get; init; } = "memory://target";

    public ReplicationLimits Limits { get; init; } = new();

    public Dictionary<string, KeptRun> Runs { get; } = [];

    public ConcurrentQueue<ReplicaBatch> Batches { get; } = new();

    /// <summary>Thrown by every call while it is set.</summary>
    public Exception? Down { get; set; }

    /// <summary>Stores the next batch and then fails, as when an answer is lost.</summary>
    public bool LosesNextAnswer { get; set; }

    /// <summary>Refuses batches that hold such a record.</summary>
    public Func<TrackingRecord, bool> Refuses { get; set; } = _ => false;

    public int MostItems { get; set; } = int.MaxValue;

    public int Calls { get; private set; }

    public bool Takes(TrackingRecord record) => record is DatasetLogged;

    public Task<IRunReplica> OpenRunAsync(ReplicaRequest request, CancellationToken cancellationToken)
    {
        Fail();
        lock (_gate)
        {
            var id = "r-" + request.Run.Id;
            var isNew = Runs.TryAdd(id, new KeptRun { Parent = request.ParentId });
            return Task.FromResult<IRunReplica>(new Replica(this, id, isNew));
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>The next calls fail with these; null lets one through.</summary>
    public void Next(params Exception?[] failures)
    {
        foreach (var failure in failures)
        {
            _script.Enqueue(failure);
        }
    }

    private void Fail()
    {
        Calls++;
        if (Down is not null)
        {
            throw Down;
        }

        if (_script.TryDequeue(out var failure) && failure is not null)
        {
            throw failure;
        }
    }

    public sealed class KeptRun
    {
        public string? Parent { get; init; }

        public List<(MetricKey Key, MetricPoint Point)> Points { get; } = [];

        public Dictionary<string, string> Params { get; } = [];

        public Dictionary<string, byte[]> Files { get; } = [];

        public RunStatus? Status { get; set; }
    }

    private sealed class Replica(ScriptedTarget target, string id, bool isNew) : IRunReplica
    {
        public string Id => id;

        public bool IsNew => isNew;

        private KeptRun Run => target.Runs.TryGetValue(id, out var run) ? run : throw new ReplicationException(ReplicationFault.RunGone, "no such run");

        public Task<ReplicaAnswer> SendAsync(ReplicaBatch batch, CancellationToken cancellationToken)
        {
            target.Fail();
            if (batch.Items > target.MostItems)
            {
                throw new ReplicationException(ReplicationFault.TooLarge, "too large");
            }

            if (batch.Records.Any(target.Refuses))
            {
                throw new ReplicationException(ReplicationFault.Refused, "bad record");
            }

            target.Batches.Enqueue(batch);
            var there = 0;
            foreach (var record in batch.Records)
            {
                if (record is MetricsLogged metrics)
                {
                    foreach (var point in metrics.Points.ToArray())
                    {
                        if (batch.MayBeThere && Run.Points.Contains((metrics.Key, point)))
                        {
                            there++;
                        }
                        else
                        {
                            Run.Points.Add((metrics.Key, point));
                        }
                    }
                }
                else if (record is ParamLogged param)
                {
                    Run.Params[param.Key] = param.Value.ToString();
                }
            }

            if (target.LosesNextAnswer)
            {
                target.LosesNextAnswer = false;
                throw new ReplicationException("answer lost");
            }

            return Task.FromResult(new ReplicaAnswer(there));
        }

        public async Task UploadAsync(ArtifactUpload upload, CancellationToken cancellationToken)
        {
            target.Fail();
            using var content = upload.Content.OpenRead();
            using var copy = new MemoryStream();
            await content.CopyToAsync(copy, cancellationToken);
            lock (target._gate)
            {
                Run.Files[upload.Path] = copy.ToArray();
            }
        }

        public Task SetStatusAsync(RunSummary run, CancellationToken cancellationToken)
        {
            target.Fail();
            Run.Status = run.Status;
            return Task.CompletedTask;
        }
    }
}
