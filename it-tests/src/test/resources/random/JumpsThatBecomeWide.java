package random.programs;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Coroutine.suspend;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.it.differential.Probe;
import dev.reprise.it.random.Kit;
import java.io.IOException;
import java.util.List;

final class JumpsThatBecomeWide {
    private int i = 1;
    private long j = 2;
    private double d = 0.5;
    private Integer n = 6;
    private boolean b = true;
    private String s = "f";
    private long[] a = {3, 4};

    @Async
    static Coroutine<Integer> run(Probe p) throws Exception {
        final Kit.Fuel fuel = new Kit.Fuel();
        final JumpsThatBecomeWide self = new JumpsThatBecomeWide();
        int v3 = await(p.value(0));
        boolean v4 = await(p.value(false));
        try {
            final Kit.CallWith<Throwable> f21 = (i22, j23, s24) -> Coroutine.<Throwable>of(new IllegalStateException("made"));
            p.log(await(f21.call(self.i, self.j, self.s)));
            p.log(await(f21.call(self.i, self.j, self.s)));
        } catch (IllegalArgumentException | ArithmeticException e25) {
            p.log((Kit.Colour) await(p.value(Kit.Colour.BLUE)));
        } finally {
            try {
                final List<Integer> v16 = await(p.value(Kit.list(2, 3)));
            } catch (IllegalStateException e17) {
                self.b |= v4;
            }
            catch (IllegalArgumentException | ArithmeticException e18) {
                Integer v19 = await(p.value(self.n));
            }
            catch (Exception e20) {
                if (v4) {
                    return Coroutine.<Integer>of(self.i);
                }
                throw e20;
            } finally {
                try {
                    Kit.check(3);
                    int v11;
                    if ((boolean) await(p.value(v4))) {
                        v11 = self.i;
                    } else {
                        v11 = v3;
                    }
                } catch (IllegalStateException | IOException e12) {
                    if ((boolean) await(p.value(v4))) {
                        return Coroutine.<Integer>of(v3);
                    }
                }
                catch (RuntimeException e13) {
                    List<Integer> v14 = Kit.list(1);
                }
                catch (Exception e15) {
                    p.log(Kit.list());
                } finally {
                    try {
                        Kit.check(1);
                        long v5 = new Kit.Box(self.s, self.j).j;
                        String[] v6;
                        if (self.b) {
                            v6 = new String[] {"x", "y", "z"};
                        } else {
                            v6 = await(p.value(new String[] {"x", "y", "z"}));
                        }
                        String v7;
                        if ((boolean) await(p.value(self.b))) {
                            v7 = self.s;
                        } else {
                            v7 = self.s;
                        }
                    } catch (IllegalStateException | IOException e8) {
                        int[] v9;
                        if ((boolean) await(p.value(self.b))) {
                            v9 = await(p.value(new int[] {1, 2}));
                        } else {
                            v9 = await(p.value(new int[3]));
                        }
                    }
                    catch (Exception e10) {
                        p.log(suspend(p.token(self.s)));
                        throw e10;
                    }
                }
                p.log(new IllegalStateException("made"));
            }
            self.i += 0;
        }
        p.log(Kit.Colour.GREEN);
        return Coroutine.<Integer>of(self.i);
    }

    @Async
    private static Coroutine<Integer> h1(Probe p, Kit.Fuel fuel, JumpsThatBecomeWide self, Throwable a0) throws Exception {
        if (!fuel.more()) {
            return Coroutine.of(0);
        }
        p.log(suspend(p.token(self.s)));
        p.log(suspend(p.token("b")));
        return true ? Coroutine.<Integer>of(self.i) : self.h2(p, fuel, self);
    }

    @Async
    private Coroutine<Integer> h2(Probe p, Kit.Fuel fuel, JumpsThatBecomeWide self) throws Exception {
        if (!fuel.more()) {
            return Coroutine.of(0);
        }
        L26:
        switch ((Kit.Colour) await(p.value(Kit.Colour.BLUE))) {
            case GREEN -> {
                (this.a)[this.i & 1] += this.j;
                try {
                    Kit.check(4);
                    final short v27 = ((short) (await(p.value(this.i)) + 0));
                    Throwable v28;
                    if (this.b) {
                        v28 = new IllegalStateException("made");
                    } else {
                        v28 = new IllegalStateException("made");
                    }
                    final int v29 = await(p.value(this.i));
                } catch (IllegalStateException | IOException e30) {
                    ((long[]) await(p.value(this.a)))[await(p.value(this.i)) & 1] = this.j;
                }
                catch (RuntimeException e31) {
                    List<Integer> v32 = Kit.list();
                }
            }
            case BLUE -> {
                Throwable v33;
                if (this.b) {
                    v33 = await(p.value(new IllegalStateException("made")));
                } else {
                    v33 = new IllegalStateException("made");
                }
            }
        }
        this.i = this.i;
        this.s += 0;
        return this.b ? Coroutine.<Integer>of((int) await(p.value(1000))) : self.h2(p, fuel, self);
    }

    @Async
    private static <T> Coroutine<T> twice(int n, Kit.CallWith<T> body) throws Exception {
        await(body.call(n, 1L, "first"));
        return body.call(n + 1, 2L, "second");
    }

}
