using System.IO.Pipelines;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using SecretsDashboard.Api;

namespace SecretsDashboard.Tests.Api;

/// <summary>The memory answers are made in: one answer's alone until it is given back, and zeroed by then.</summary>
public sealed class AnswerBufferTests
{
    [Fact]
    public async Task Send_ReceiverTakesItsTime_SharesItsMemoryWithNoOther()
    {
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 1, resumeWriterThreshold: 1));
        var sending = SendAsync(pipe.Writer, "the first answer");
        Assert.False(sending.IsCompleted);

        // on the same thread, which would find whatever the first gave back
        using var second = AnswerBuffer.Start(16, 16);
        second.WriteAscii("the second");
        "opened"u8.CopyTo(second.Scratch);
        var received = await pipe.Reader.ReadAsync();
        Assert.Equal("the first answer", Encoding.ASCII.GetString(received.Buffer));
        pipe.Reader.AdvanceTo(received.Buffer.End);
        await sending;

        Assert.Equal("the second", Encoding.ASCII.GetString(second.Since(0)));
        Assert.Equal("opened", Encoding.ASCII.GetString(second.Scratch[..6]));
    }

    [Fact]
    public void Start_AfterAnother_FindsNothingOfIt()
    {
        using (var first = AnswerBuffer.Start(1000, 100))
        {
            first.WriteAscii(new string('v', 900));
            first.Scratch.Fill((byte)'v');
        }

        using var next = AnswerBuffer.Start(1000, 100);

        Assert.Equal(0, next.Length);
        Assert.True(next.Scratch.IndexOfAnyExcept((byte)0) < 0);
        Assert.True(next.Take(1000).IndexOfAnyExcept((byte)0) < 0);
    }

    [Fact]
    public void Write_MoreThanExpected_GrowsAndKeepsWhatWasWritten()
    {
        using var answer = AnswerBuffer.Start(1, 0);
        for (var number = 0; number < 1000; number++)
        {
            answer.WriteAscii("0123456789");
        }

        Assert.Equal(string.Concat(Enumerable.Repeat("0123456789", 1000)), Encoding.ASCII.GetString(answer.Since(0)));
    }

    private static async Task SendAsync(PipeWriter writer, string text)
    {
        var context = new DefaultHttpContext();
        context.Features.Set<IHttpResponseBodyFeature>(new Body(writer));
        using var answer = AnswerBuffer.Start(text.Length, 0);
        answer.WriteAscii(text);
        await answer.SendAsync(context.Response, "text/plain", CancellationToken.None);
    }

    private sealed class Body(PipeWriter writer) : IHttpResponseBodyFeature
    {
        public Stream Stream => writer.AsStream();

        public PipeWriter Writer => writer;

        public void DisableBuffering()
        {
        }

        public Task StartAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

        public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task CompleteAsync() => Task.CompletedTask;
    }
}
