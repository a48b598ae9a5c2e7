using System.Runtime.InteropServices;
using SecretsDashboard.Bench;

using var stop = new CancellationTokenSource();
void Stop(PosixSignalContext signal)
{
    // what was started is stopped and the folder removed before this program ends
    signal.Cancel = true;
    stop.Cancel();
}
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

if (BenchOptions.Parse(args) is not { } options)
{
    await Console.Error.WriteLineAsync(BenchOptions.Usage);
    return 64;
}
var folder = Directory.CreateTempSubdirectory("sd-bench-").FullName;
try
{
    if (options.Pages)
    {
        var pages = new PageReport(options);
        await new PageBench(options, folder, pages).RunAsync(stop.Token);
        Console.WriteLine(pages.Text);
        return pages.AllReached ? 0 : 1;
    }
    var report = new Report(options);
    await using (var server = await BenchServer.StartAsync(folder, stop.Token))
    {
        await new DeliveryBench(server, options, report).RunAsync(stop.Token);
        if (options.WithClient)
        {
            await new ClientBench(server, folder, report).RunAsync(stop.Token);
        }
    }
    Console.WriteLine(report.Text);
    return report.AllReached ? 0 : 1;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    await Console.Error.WriteLineAsync("Stopped.");
    return 130;
}
finally
{
    Directory.Delete(folder, recursive: true);
}
