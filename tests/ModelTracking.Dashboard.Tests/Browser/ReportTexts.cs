using System.Text.Json;
using ModelTracking.Dashboard.Tests.Shared;

namespace ModelTracking.Dashboard.Tests.Browser;

/// <summary>Reports about the runs of the demo store.</summary>
internal static class ReportTexts
{
    public const string Name = "Which network reads digits best?";

    /// <summary>One of each block, with text around them as people write it.</summary>
    public static readonly string Story = $"""
        We trained **24 networks** on the digits set and one wide network for longer. The wide one wins, and *adam* beats *sgd* at every width. What follows is live: it shows the runs as they are now.

        ## Learning curves

        The validation loss of the wide network flattens after 2,000 steps; the spike at step 3210 is one bad batch.

        ```chart
        title: Loss of the wide network and two smaller ones
        metric: loss
        run: {DemoStore.Hero}
        run: {DemoStore.Grid(0)}
        run: {DemoStore.Grid(1)}
        smoothing: 0.6
        ```

        ```chart
        title: Optimizers, mean of all widths
        metric: accuracy[validation]
        metric: loss[validation]
        query: experiment = 'digits' AND params.seed = 1
        group: params.optimizer
        ```

        ## The best runs

        ```runs
        query: experiment = 'digits'
        columns: best(metrics.accuracy[validation]), min(metrics.loss[validation]), params.optimizer, params.units, params.lr
        sort: best(metrics.accuracy[validation]) desc
        limit: 6
        ```

        ```run
        run: {DemoStore.Hero}
        ```

        What differs from the runner-up:

        ```compare
        run: {DemoStore.Hero}
        run: {DemoStore.Grid(0)}
        sections: params, metrics
        ```

        > Errors are mostly 8s that are read as 3s.

        ```artifact
        title: Confusion matrix on the test set
        run: {DemoStore.Hero}
        path: charts/confusion.json
        ```

        ## Next

        - [x] train for 400 epochs
        - [ ] try augmentation, see [the notes](https://example.org/notes)
        """;

    /// <summary>Blocks that ask for what is not there.</summary>
    public const string Mistakes = """
        A report with mistakes in it.

        ```chart
        metric: los
        colour: red
        smoothing: much
        query: experiment = 'digits' AND params.seed = 1
        ```

        ```chart
        query: experiment = 'digits'
        ```

        ```runs
        query: statu = 'FINISHED'
        ```

        ```runs
        query: params.optimizer = 'none'
        ```

        ```run
        run: ffffffffffffffffffffffffffffffff
        ```

        ```compare
        run: 1234
        ```

        ```artifact
        run: 00000000000000000000000000000001
        path: nothing.png
        ```

        ```csharp
        var code = "stays code";
        ```
        """;

    /// <summary>What would do harm if any of it were taken for more than text.</summary>
    public static readonly string Hostile = $"""
        <script>alert(1)</script> <img src=x onerror=alert(1)> [click](javascript:alert(1)) ![x](http://evil.example/x.png)

        ```chart
        title: <img src=x onerror=alert(1)>
        metric: <svg/onload=alert(1)>
        run: {DemoStore.Hostile}
        ```

        ```runs
        query: run_id = '{DemoStore.Hostile}'
        columns: params.`<svg/onload=alert(1)>`
        ```

        ```run
        run: {DemoStore.Hostile}
        ```

        ```artifact
        run: {DemoStore.Hostile}
        path: report.html
        ```

        ```compare
        run: {DemoStore.Hostile}
        run: {DemoStore.Grid(0)}
        ```
        """;

    /// <summary>Saves a report as somebody who has opened the dashboard, and tells its id.</summary>
    public static async Task<string> SaveAsync(Site site, string name, string content, string experiment = "", bool isPrivate = false)
    {
        var (status, body) = await site.PostAsync("api/reports", JsonSerializer.Serialize(new { name, content, experiment, isPrivate }));
        Assert.True((int)status == 200, body.ToString());
        return body.GetProperty("id").GetString()!;
    }
}
