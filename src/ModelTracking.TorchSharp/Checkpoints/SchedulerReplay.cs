using static TorchSharp.torch.optim.lr_scheduler;

namespace ModelTracking.Checkpoints;

/// <summary>Steps a fresh scheduler as often as it was: TorchSharp's schedulers cannot save their state.</summary>
internal static class SchedulerReplay
{
    public static void Step(LRScheduler? scheduler, long steps, IEnumerable<double>? metrics)
    {
        if (scheduler is null)
        {
            return;
        }

        if (metrics is not null)
        {
            foreach (var metric in metrics)
            {
                scheduler.step(metric);
            }

            return;
        }

        for (long i = 0; i < steps; i++)
        {
            scheduler.step();
        }
    }
}
