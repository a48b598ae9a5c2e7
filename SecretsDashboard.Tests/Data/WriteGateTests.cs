using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Data;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Data;

/// <summary>One writer at a time, whole or not at all, and readers never wait for it.</summary>
public sealed class WriteGateTests : DatabaseTest
{
    private WriteGate Gate => Database.Gate;

    [Fact]
    public async Task WriteAsync_ManyAtOnce_RunsOneAtATime()
    {
        var (running, most) = (0, 0);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(number => Task.Run(() => Gate.WriteAsync(async db =>
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            db.Projects.Add(Project($"p{number}"));
            var saved = await db.SaveChangesAsync();
            await Task.Yield();
            Interlocked.Decrement(ref running);
            return saved;
        }, None))));

        Assert.Equal(1, most);
        Assert.Equal(20, await CountAsync());
    }

    [Fact]
    public async Task WriteAsync_WorkThrows_IsRolledBackWhole()
    {
        await Assert.ThrowsAsync<TimeoutException>(() => Gate.WriteAsync<int>(async db =>
        {
            db.Projects.Add(Project("one"));
            await db.SaveChangesAsync();
            throw new TimeoutException();
        }, None));

        Assert.Equal(0, await CountAsync());
        Assert.Equal(StorageState.Ok, Gate.State);
        await Database.ArrangeAsync(db => db.Projects.Add(Project("two")));
        Assert.Equal(1, await CountAsync());
    }

    [Fact]
    public async Task WriteAsync_ConstraintBroken_IsTheCallersFaultNotTheDisks()
    {
        await Database.ArrangeAsync(db => db.Projects.Add(Project("one")));

        await Assert.ThrowsAsync<DbUpdateException>(() => Database.ArrangeAsync(db => db.Projects.AddRange(Project("two"), Project("one"))));

        Assert.Equal(1, await CountAsync());
        Assert.Equal(StorageState.Ok, Gate.State);
    }

    [Fact]
    public async Task WriteAsync_HeldOpen_BlocksNoReaderAndShowsItNothing()
    {
        var written = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        var writing = Gate.WriteAsync(async db =>
        {
            db.Projects.Add(Project("one"));
            await db.SaveChangesAsync();
            written.SetResult();
            await release.Task;
            return true;
        }, None);
        await written.Task;

        Assert.Equal(0, await CountAsync().WaitAsync(TimeSpan.FromSeconds(4)));
        release.SetResult();
        await writing;
        Assert.Equal(1, await CountAsync());
    }

    [Fact]
    public async Task WriteAsync_WhileAnotherSnapshotIsRead_DoesNotWaitForIt()
    {
        await Database.ReadAsync(async db =>
        {
            await using var snapshot = await db.BeginReadAsync(None);
            Assert.Equal(0, await db.Projects.CountAsync());
            await Database.ArrangeAsync(other => other.Projects.Add(Project("one"))).WaitAsync(TimeSpan.FromSeconds(4));
            Assert.Equal(0, await db.Projects.CountAsync());
            return true;
        });

        Assert.Equal(1, await CountAsync());
    }

    [Fact]
    public async Task WriteAsync_CancelledWhileWaiting_NeverRuns()
    {
        var release = new TaskCompletionSource();
        var holding = Gate.WriteAsync(async _ =>
        {
            await release.Task;
            return true;
        }, None);
        using var cancel = new CancellationTokenSource();
        var ran = false;
        var waiting = Gate.WriteAsync(_ => Task.FromResult(ran = true), cancel.Token);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        release.SetResult();
        await holding;
        Assert.False(ran);
    }

    private Task<int> CountAsync() => Database.ReadAsync(db => db.Projects.CountAsync());

    private Project Project(string slug) => new() { Id = Guid.CreateVersion7(), Slug = slug, Name = slug, CreatedAt = Time.Now };
}
