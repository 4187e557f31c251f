using ModelTracking.MLflow.Replication;
using ModelTracking.Tests;

namespace ModelTracking.MLflow.Tests.Replication;

/// <summary>A process that a job service has started finds its run in MLFLOW_RUN_ID. Alone, because the environment belongs to the whole process.</summary>
[CollectionDefinition(nameof(JobTests), DisableParallelization = true)]
[Collection(nameof(JobTests))]
public sealed class JobTests : IDisposable
{
    public void Dispose()
    {
        Environment.SetEnvironmentVariable("MLFLOW_RUN_ID", null);
        Environment.SetEnvironmentVariable("AZUREML_RUN_ID", null);
    }

    [Theory]
    [InlineData("MLFLOW_RUN_ID")]
    [InlineData("AZUREML_RUN_ID")]
    public async Task The_first_run_becomes_the_jobs_own_and_others_stay_their_own(string variable)
    {
        await using var world = await World.OpenAsync();
        using var mlflow = new MlflowClient(world.Options());
        var job = (await mlflow.Runs.CreateAsync("0", "job")).Info.RunId;
        Environment.SetEnvironmentVariable(variable, job);
        string first, second;
        await using (var client = Some.Client(o =>
        {
            o.Store = world.Folder;
            o.Replicas.Add(new MlflowTarget(world.Options()));
        }))
        {
            await using var own = client.StartRun("iris");
            own.LogMetric("loss", 1, 0);
            await using var nested = client.StartRun("iris", new RunOptions { ParentId = own.Id });
            nested.LogMetric("loss", 2, 0);
            (first, second) = (own.Id.ToString(), nested.Id.ToString());
        }

        Assert.Equal(2, world.Server.State.Runs.Count);
        Assert.Equal(first, world.Server.State.Runs[job].Tags[MlflowTarget.RunIdTag]);
        Assert.Equal([1.0], world.Server.State.Runs[job].Points("loss").Select(p => p.Value));
        var child = world.Server.State.Runs.Values.Single(r => r.Tags[MlflowTarget.RunIdTag] == second);
        Assert.Equal(job, child.Tags["mlflow.parentRunId"]);
    }
}
