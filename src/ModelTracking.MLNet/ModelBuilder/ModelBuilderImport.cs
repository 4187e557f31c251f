using System.Globalization;
using System.Security.Cryptography;
using ModelTracking.Diagnostics;
using ModelTracking.MLNet.AutoML;
using ModelTracking.MLNet.ModelBuilder;
using ModelTracking.Records;

namespace ModelTracking;

/// <summary>Takes over what Model Builder has trained.</summary>
public static class ModelBuilderImport
{
    private static readonly string[] LowerIsBetter = ["rmse", "mae", "mse", "error", "loss", "distance", "daviesbouldin"];

    /// <summary>
    /// Makes a run of a Model Builder project and a nested run of each trial in its training history: trainer, score,
    /// seconds, the best one marked. The same file twice is imported once. The file itself is not stored: it may hold a
    /// connection string.
    /// </summary>
    /// <param name="client">Where to.</param>
    /// <param name="file">The <c>.mbconfig</c> file.</param>
    /// <param name="experiment">The experiment. Default: the file's name.</param>
    /// <param name="cancellationToken">Stops between trials.</param>
    /// <returns>The run of the project.</returns>
    /// <exception cref="TrackingException">The file is not there, is no such project, or holds no training history; the message says what to do.</exception>
    public static async Task<RunId> ImportAsync(TrackingClient client, string file, string? experiment = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentException.ThrowIfNullOrEmpty(file);
        var bytes = await ReadAsync(file, cancellationToken).ConfigureAwait(false);
        var project = ModelBuilderProject.Read(bytes, file);
        var name = Path.GetFileNameWithoutExtension(file);

        // The run's identity is that of the file, which makes a second import find the first.
        var id = RunId.Parse(Convert.ToHexString(SHA256.HashData(bytes))[..32].ToLowerInvariant());
        if (await client.Reader.GetRunAsync(id, cancellationToken).ConfigureAwait(false) is not null)
        {
            return id;
        }

        var parent = client.StartRun(experiment ?? name, new RunOptions { Id = id, Name = name });
        await using (parent.ConfigureAwait(false))
        {
            await LogAsync(client, parent, project, cancellationToken).ConfigureAwait(false);
        }

        return id;
    }

    private static async Task LogAsync(TrackingClient client, Run parent, ModelBuilderProject project, CancellationToken cancellationToken)
    {
        parent.SetTag("source", "Model Builder");
        parent.LogParams(project.Params);
        parent.LogParam(TrialKeys.MetricName, project.MetricName);
        parent.LogParam(TrialKeys.Pipeline, string.Join("=>", project.Estimators));
        var best = Best(project);
        foreach (var trial in project.Trials)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var number = trial.Number.ToString(CultureInfo.InvariantCulture);
            var options = new RunOptions { Name = $"trial-{number}" };
            options.Tags[TrialKeys.Trial] = number;
            var run = client.StartRun(parent, options);
            await using (run.ConfigureAwait(false))
            {
                Log(run, parent, trial);
                if (trial == best)
                {
                    run.SetTag(TrialKeys.Best, "true");
                    parent.SetTag(TrialKeys.BestTrial, number);
                    parent.SetTag(TrialKeys.BestRun, run.Id.ToString());
                }
            }
        }
    }

    private static void Log(Run run, Run parent, ModelBuilderTrial trial)
    {
        run.LogParam(TrialKeys.Pipeline, trial.Trainer);
        if (trial.Score is { } score)
        {
            run.LogMetric(TrialKeys.Metric, score);
            parent.LogMetric(TrialKeys.Metric, score, trial.Number);
        }

        if (trial.Seconds is { } seconds)
        {
            run.LogMetric(TrialKeys.Seconds, seconds);
        }
    }

    private static ModelBuilderTrial? Best(ModelBuilderProject project)
    {
        var scored = project.Trials.Where(t => t.Score is { } s && !double.IsNaN(s));
        var name = project.MetricName ?? (project.Scenario is "Regression" ? "error" : "");
        return LowerIsBetter.Any(l => name.Contains(l, StringComparison.OrdinalIgnoreCase) && !name.Contains("reduction", StringComparison.OrdinalIgnoreCase))
            ? scored.MinBy(t => t.Score)
            : scored.MaxBy(t => t.Score);
    }

    private static async Task<byte[]> ReadAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllBytesAsync(file, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new TrackingException($"'{file}' cannot be read: {exception.Message} Give the path of a Model Builder project, for example 'MLModel1.mbconfig'.", exception);
        }
    }
}
