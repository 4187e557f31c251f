using Microsoft.Extensions.DependencyInjection;
using ModelTracking.Records;

namespace ModelTracking;

/// <summary>Work in a scope with a run of its own.</summary>
public static class ScopeTrackingExtensions
{
    /// <summary>
    /// Makes a scope and a run in it, which any service of the scope may ask for. The run ends as finished; as killed when the work is cancelled,
    /// which is what a host does that shuts down; as failed with any other exception. The exception is passed on.
    /// </summary>
    /// <param name="scopes">Makes the scope.</param>
    /// <param name="train">The work, with the scope's services and its run.</param>
    /// <param name="experiment">The run's experiment. Default: see <see cref="TrackingOptions.Experiment"/>.</param>
    /// <param name="options">Name, tags and so on. Default: none.</param>
    public static async Task TrackAsync(this IServiceScopeFactory scopes, Func<IServiceProvider, Run, Task> train, string? experiment = null, RunOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(scopes);
        ArgumentNullException.ThrowIfNull(train);
        var scope = scopes.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            var settings = scope.ServiceProvider.GetRequiredService<RunScope>();
            settings.Experiment = experiment;
            settings.Options = options ?? settings.Options;
            var run = scope.ServiceProvider.GetRequiredService<Run>();
            try
            {
                await train(scope.ServiceProvider, run).ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                await run.FinishAsync(exception is OperationCanceledException ? RunStatus.Killed : RunStatus.Failed, exception).ConfigureAwait(false);
                throw;
            }

            await run.FinishAsync().ConfigureAwait(false);
        }
    }
}
